/** Members, their sessions, and the audit log. */
export const members = {
  heading: 'Members',
  intro: 'People who work with this workspace.',
  list: 'Members',
  you: 'you',
  roles: {
    administrator: 'Administrator',
    'project-manager': 'Project Manager',
    employee: 'Employee',
    observer: 'Observer'
  },
  may: 'May do everything, also connect Jira and link projects.',
  later: 'More people come with a later release',
  laterText: 'This version is for one person on one computer, and that person is its Administrator.'
} as const

export const session = {} as const

export const audit = {} as const
