/** What is noted of the workspace: settings, members, sessions, projects, backups, the log itself. */
import type { ChannelInput, Role } from '../../../../preload/contract/index.ts'
import { must } from '../test-app.ts'
import type { NotingChannel } from './notes.ts'
import { entry, type Scenarios } from './scenario.ts'
import { callbackPort, type World } from './world.ts'

type Group = 'app' | 'settings' | 'session' | 'members' | 'audit' | 'backup' | 'projects'
type Own = Extract<NotingChannel, `${Group}.${string}`>

export const passwords = { owner: 'the owner’s own words', eva: 'what Eva remembers', fresh: 'quite another sentence' }

/** A second member, so that everybody signs in; the owner, whose login is `test`, stays at the window. */
export async function addEva({ invoke }: World, role: Role = 'employee') {
  const { owner: ownPassword, eva: password } = passwords
  return must(await invoke('members.add', { name: 'Eva', login: 'eva', role, projectIds: [], password, ownPassword }))
}

const named = async ({ invoke }: World, name: string) => must(await invoke('projects.create', { name }))

export const workspaceScenarios: Scenarios<Own> = {
  'app.keepSecretsUntilQuit': {
    prepare: async () => ({ input: {}, entries: [entry('secrets-kept-until-quit', 'Keychain')], once: true })
  },
  'settings.set': {
    prepare: async ({ invoke }) => ({
      input: { syncIntervalMinutes: 30, callbackPort, lockAfterMinutes: 5 },
      entries: [
        entry('settings-changed', 'Settings', 'minutes between syncs 15 → 30; minutes until AtTrack locks 15 → 5')
      ],
      once: true,
      fails: [() => invoke('settings.set', { syncIntervalMinutes: -1 })]
    })
  },
  'session.lock': {
    async prepare(world) {
      await addEva(world)
      return { input: {}, entries: [entry('locked', '', 'by hand')], once: true }
    }
  },
  'session.unlock': {
    async prepare(world) {
      await addEva(world)
      must(await world.invoke('session.lock', {}))
      return { input: { password: passwords.owner }, entries: [entry('unlocked', 'test')], once: true }
    }
  },
  'session.signOut': {
    async prepare(world) {
      await addEva(world)
      return { input: {}, entries: [entry('signed-out', '')], once: true }
    }
  },
  'session.signIn': {
    async prepare(world) {
      await addEva(world)
      must(await world.invoke('session.signOut', {}))
      return { input: { login: 'TEST', password: passwords.owner }, entries: [entry('signed-in', 'test')], once: true }
    }
  },
  'session.changePassword': {
    async prepare(world) {
      await addEva(world)
      const { owner: current, fresh: password } = passwords
      return {
        input: { current, password },
        entries: [entry('password-changed', 'test')],
        fails: [() => world.invoke('session.changePassword', { current, password: current })]
      }
    }
  },
  'members.add': {
    async prepare({ invoke }) {
      const eva: ChannelInput<'members.add'> = {
        name: 'Eva',
        login: 'eva',
        role: 'employee',
        projectIds: [],
        password: passwords.eva
      }
      return {
        input: { ...eva, ownPassword: passwords.owner },
        entries: [entry('member-added', 'Eva')],
        once: true,
        fails: [() => invoke('members.add', eva)]
      }
    }
  },
  'members.update': {
    async prepare(world) {
      const { id } = await addEva(world)
      const shelves = await named(world, 'Shelves')
      return {
        input: { id, name: 'Eva Lund', role: 'project-manager', projectIds: [shelves.id] },
        entries: [entry('member-changed', 'Eva Lund'), entry('role-changed', 'Eva Lund')],
        once: true,
        fails: [() => world.invoke('members.update', { id: 'nobody', name: 'X' })]
      }
    }
  },
  'members.resetPassword': {
    async prepare(world) {
      const { id } = await addEva(world)
      return {
        input: { id, password: passwords.fresh },
        entries: [entry('password-reset', 'Eva')],
        fails: [() => world.invoke('members.resetPassword', { id: 'nobody', password: passwords.fresh })]
      }
    }
  },
  'members.remove': {
    async prepare(world) {
      const { id } = await addEva(world)
      return { input: { id }, entries: [entry('member-removed', 'Eva')], once: true }
    }
  },
  'audit.export': {
    prepare: async () => ({
      input: {},
      entries: [entry('audit-exported', 'log.csv', '')],
      dialog: { saveAs: 'log.csv' }
    })
  },
  'backup.create': {
    prepare: async () => ({
      input: { passphrase: passwords.fresh, withSecrets: false },
      entries: [entry('backed-up', 'all.attrack-backup')],
      dialog: { saveAs: 'all.attrack-backup' }
    })
  },
  'projects.create': {
    prepare: async () => ({ input: { name: 'Shelves' }, entries: [entry('project-made', 'Shelves', '')] })
  },
  'projects.rename': {
    async prepare(world) {
      const { id } = await named(world, 'Shelves')
      return {
        input: { id, name: 'Racks' },
        entries: [entry('project-renamed', 'Racks', 'Shelves → Racks')],
        once: true,
        fails: [() => world.invoke('projects.rename', { id: 'none', name: 'X' })]
      }
    }
  },
  'projects.setArchived': {
    async prepare(world) {
      const { id } = await named(world, 'Shelves')
      return {
        input: { id, archived: true },
        entries: [entry('project-archived', 'Shelves', '')],
        once: true,
        fails: [() => world.invoke('projects.setArchived', { id: 'none', archived: true })]
      }
    }
  }
}
