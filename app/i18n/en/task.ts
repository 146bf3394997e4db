/** The page of one task. */
export const task = {
  'taskPage.loading': 'Loading the task',
  'notFound.task': 'This task does not exist',
  'notFound.taskText':
    'Its file may have been renamed or removed, or the address has a typing mistake. Its runs are still there.',

  'facts.queue': { one: 'One at a time; the next ones wait', other: '{n} at a time; the next ones wait' },
  'facts.reject': { one: 'One at a time; others are refused', other: '{n} at a time; others are refused' },
  'facts.join': {
    one: 'One at a time; the same input joins the active run',
    other: '{n} at a time; the same input joins the active run',
  },
  'facts.replace': {
    one: 'One at a time; a new one stops the one before',
    other: '{n} at a time; beyond that a new one stops those before',
  },
  'facts.timeout': 'Time limit {duration}',
  'facts.tries': 'Up to {n} tries',

  'chart.title': 'Duration',
  'chart.empty': 'How long it takes shows here, once a run has ended.',
  'chart.rate': 'Succeeded',
  'chart.median': 'Median (p50)',
  'chart.p95': '95% within (p95)',
  'chart.summary': '{good} of {n} succeeded; half of those within {median}, 95% within {p95}.',
  'chart.log': 'Heights are logarithmic.',
  'chart.summaryNone': 'None of {n} succeeded.',

  'history.title': 'Last runs',
  'history.all': 'All runs',
  'history.empty': 'Nobody has run it yet.',

  'elsewhere.title': 'From elsewhere',
  'elsewhere.api': 'API',
  'elsewhere.badge': 'Badge',
  'elsewhere.apiLead': 'Starts what is filled in, and waits for its end for up to a minute.',
  'elsewhere.command': 'Command line',
  'elsewhere.file': 'A file is sent to /api/files first; the id in the answer is its value.',
  'elsewhere.password': 'The variable RUNBOARD_PASSWORD holds the password.',
  'elsewhere.docs': 'All of the API',
  'elsewhere.badgeLead': 'How it is doing, for a README or a wiki.',
  'elsewhere.badgeOf': 'Badge of {task}',
  'elsewhere.rate': 'With ?show=rate it tells how many of the last 20 runs succeeded.',
  'elsewhere.public': 'Other sites can show it once the server is started with RUNBOARD_PUBLIC_BADGES=on.',
} as const
