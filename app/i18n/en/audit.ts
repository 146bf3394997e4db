/** The audit page. */
export const audit = {
  'audit.title': 'Audit',
  'audit.lead':
    'Who started, canceled, deleted and logged in, when, and from where. Nothing here is ever changed.',
  'audit.start': 'Started',
  'audit.rerun': 'Run again',
  'audit.cancel': 'Cancel asked',
  'audit.delete': 'Deleted',
  'audit.login': 'Logged in',
  'audit.logout': 'Logged out',
  'audit.login_failed': 'Wrong password',
  'audit.nobody': 'Without a name',
  'audit.empty': 'Nothing has been started yet.',
  'audit.more': 'Earlier entries',
} as const
