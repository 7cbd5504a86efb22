/** The store's methods by name: what a message from another process may ask for. */
import type { StoreMethod } from './api.ts'

/** The methods by name; the compiler complains when one of the API is missing. */
const methodTable: Record<StoreMethod, true> = {
  workspace: true,
  listProjects: true,
  getProject: true,
  createProject: true,
  renameProject: true,
  setProjectArchived: true,
  listTasks: true,
  taskFacets: true,
  getTask: true,
  createTask: true,
  listConnections: true,
  getConnection: true,
  saveConnection: true,
  updateConnection: true,
  removeConnection: true,
  ensureOwner: true,
  countMembers: true,
  listMembers: true,
  getMember: true,
  memberByLogin: true,
  addMember: true,
  updateMember: true,
  removeMember: true,
  signInAttempts: true,
  saveSignInAttempts: true,
  addAudit: true,
  listAudit: true,
  auditAfter: true,
  listNetworks: true,
  saveNetwork: true,
  removeNetwork: true,
  listLinks: true,
  createLink: true,
  removeLink: true,
  linkState: true,
  updateLinkProject: true,
  recoverRuns: true,
  startRun: true,
  writePage: true,
  saveCheckpoint: true,
  countLinkTasks: true,
  censusBegin: true,
  censusPage: true,
  censusEnd: true,
  censusDone: true,
  archiveTask: true,
  addEntry: true,
  finishRun: true,
  listRuns: true,
  lastRun: true,
  listEntries: true
}

export const storeMethods = Object.keys(methodTable) as readonly StoreMethod[]

export const isStoreMethod = (name: unknown): name is StoreMethod =>
  typeof name === 'string' && Object.hasOwn(methodTable, name)
