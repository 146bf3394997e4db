/** The frame of every page, and what may go wrong on any. */
export const shell = {
  'app.name': 'Runboard',
  'app.description': 'A Run button for heavy jobs',

  'nav.skip': 'Skip to content',
  'nav.label': 'Main',
  'nav.tasks': 'Tasks',
  'nav.runs': 'Runs',
  'nav.docs': 'API',
  'nav.audit': 'Audit',

  'language.label': 'Language',

  'theme.label': 'Theme',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.system': 'System',

  'copy.do': 'Copy',
  'copy.done': 'Copied',
  'copy.failed': 'Select it and copy by hand',

  'connection.lost': 'Connection lost, data of {time}. Trying again…',
  'connection.never': 'The server cannot be reached. Trying again…',

  'trouble.notStarted': 'Not started: the server could not be reached.',
  'trouble.notDone': 'Not done: the server could not be reached.',
  'trouble.busy': 'It is running already.',
  'trouble.retry': 'Try again',
  'trouble.dismiss': 'Dismiss',
  'trouble.region': 'Messages',

  'error.title': 'Something went wrong on this page',
  'error.text': 'Runs are not affected by that. They go on.',

  'notFound.title': 'There is nothing here',
  'notFound.text': 'The address may have a typing mistake, or the run was deleted with the old history.',
  'notFound.run': 'This run does not exist any more',
  'notFound.back': 'Go to the tasks',
} as const
