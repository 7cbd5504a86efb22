/** Backing up the workspace, and restoring it. */
export const backup = {
  heading: 'Backup'
} as const
