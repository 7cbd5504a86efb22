/** Our own small schemas of Jira Data Center's answers, written from what Atlassian documents of them. */
const url = { type: 'string', pattern: '^https?://' } as const
const date = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{4}$' } as const
const numericId = { type: 'string', pattern: '^\\d+$' } as const
const issueKey = { type: 'string', pattern: '^[A-Z][A-Z0-9_]+-[1-9]\\d*$' } as const
const avatars = {
  type: 'object',
  required: ['16x16', '24x24', '32x32', '48x48'],
  additionalProperties: url
} as const

const user = {
  type: 'object',
  required: ['self', 'name', 'key', 'displayName', 'active', 'avatarUrls', 'timeZone'],
  properties: {
    self: url,
    name: { type: 'string' },
    key: { type: 'string' },
    emailAddress: { type: 'string' },
    displayName: { type: 'string' },
    active: { type: 'boolean' },
    timeZone: { type: 'string', minLength: 3 },
    avatarUrls: avatars
  }
} as const

const named = {
  type: 'object',
  required: ['self', 'id', 'name'],
  properties: { self: url, id: numericId, name: { type: 'string' } }
} as const
const issueType = {
  ...named,
  required: [...named.required, 'subtask', 'iconUrl', 'description'],
  properties: { ...named.properties, subtask: { type: 'boolean' }, iconUrl: url }
} as const
const orNull = (schema: object) => ({ anyOf: [{ type: 'null' }, schema] })

const status = {
  ...named,
  required: ['self', 'id', 'name', 'description', 'iconUrl', 'statusCategory'],
  properties: {
    ...named.properties,
    iconUrl: url,
    statusCategory: {
      type: 'object',
      required: ['self', 'id', 'key', 'colorName', 'name'],
      properties: { self: url, id: { type: 'integer' }, key: { enum: ['undefined', 'new', 'indeterminate', 'done'] } }
    }
  }
} as const

const project = {
  type: 'object',
  required: ['self', 'id', 'key', 'name', 'avatarUrls', 'projectTypeKey'],
  properties: {
    self: url,
    id: numericId,
    key: { type: 'string', pattern: '^[A-Z][A-Z0-9_]+$' },
    name: { type: 'string' },
    avatarUrls: avatars
  }
} as const

const issue = {
  type: 'object',
  required: ['expand', 'id', 'self', 'key', 'fields'],
  additionalProperties: false,
  properties: {
    expand: { type: 'string' },
    id: numericId,
    self: url,
    key: issueKey,
    fields: {
      type: 'object',
      required: ['summary', 'status', 'issuetype', 'project', 'created', 'updated', 'assignee', 'description'],
      properties: {
        summary: { type: 'string', minLength: 1 },
        description: { type: ['string', 'null'] },
        created: date,
        updated: date,
        resolutiondate: orNull(date),
        duedate: orNull({ type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' }),
        status,
        issuetype: issueType,
        project,
        priority: orNull(named),
        resolution: orNull(named),
        assignee: orNull(user),
        reporter: orNull(user),
        creator: orNull(user),
        labels: { type: 'array', items: { type: 'string' } },
        components: { type: 'array', items: named },
        versions: { type: 'array', items: named },
        fixVersions: { type: 'array', items: named },
        subtasks: { type: 'array', items: { type: 'object', required: ['id', 'key', 'self', 'fields'] } },
        parent: { type: 'object', required: ['id', 'key', 'self', 'fields'] },
        comment: {
          type: 'object',
          required: ['comments', 'maxResults', 'total', 'startAt'],
          properties: {
            comments: { type: 'array', items: { type: 'object', required: ['id', 'body', 'created', 'updated'] } }
          }
        }
      }
    }
  }
} as const

export const schemas = {
  serverInfo: {
    type: 'object',
    required: [
      'baseUrl',
      'version',
      'versionNumbers',
      'deploymentType',
      'buildNumber',
      'buildDate',
      'scmInfo',
      'serverTitle'
    ],
    properties: {
      baseUrl: url,
      version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
      versionNumbers: { type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 },
      deploymentType: { const: 'Server' },
      buildNumber: { type: 'integer' },
      serverTime: date
    }
  },
  myself: { ...user, required: [...user.required, 'emailAddress', 'locale'] },
  status: { type: 'array', minItems: 1, items: status },
  projects: { type: 'array', items: project },
  oneProject: {
    ...project,
    required: [...project.required, 'description', 'components', 'issueTypes', 'versions', 'lead'],
    properties: {
      ...project.properties,
      issueTypes: { type: 'array', minItems: 1, items: issueType },
      lead: { type: 'object', required: ['name', 'displayName'] }
    }
  },
  issue,
  search: {
    type: 'object',
    required: ['expand', 'startAt', 'maxResults', 'total', 'issues'],
    additionalProperties: false,
    properties: {
      expand: { type: 'string' },
      startAt: { type: 'integer' },
      maxResults: { type: 'integer' },
      total: { type: 'integer' },
      issues: { type: 'array', items: issue },
      warningMessages: { type: 'array', items: { type: 'string' } },
      /** 11.3 only. */
      maxResultWindow: { type: 'integer' }
    }
  },
  permissions: {
    type: 'object',
    required: ['permissions'],
    properties: {
      permissions: {
        type: 'object',
        required: ['BROWSE_PROJECTS', 'ADMINISTER'],
        additionalProperties: {
          type: 'object',
          required: ['id', 'key', 'name', 'type', 'description', 'havePermission'],
          properties: { havePermission: { type: 'boolean' }, type: { enum: ['GLOBAL', 'PROJECT'] } }
        }
      }
    }
  },
  errors: {
    type: 'object',
    required: ['errorMessages', 'errors'],
    properties: { errorMessages: { type: 'array', minItems: 1, items: { type: 'string' } }, errors: { type: 'object' } }
  }
} as const
