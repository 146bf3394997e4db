/** The list of tasks, and one task. */
export const tasks = {
  'tasks.title': 'Tasks',
  'tasks.lead': 'Press Run. You can close the page: the work goes on.',
  'tasks.loading': 'Loading the tasks',
  'tasks.noRunner.title': 'Nothing is running tasks right now',
  'tasks.noRunner.text': 'You can press Run all the same: runs wait, and start as soon as that changes.',
  'tasks.noRunner.cure': 'Whoever looks after this server starts it again with',
  'tasks.empty.title': 'Your first task',
  'tasks.empty.text':
    'A task is a file in the tasks folder. Save these lines there as hello.ts, and the button appears here within two seconds.',

  'task.run': 'Run',
  'task.runWith': 'Run with…',
  'task.starting': 'Starting…',
  'task.viewRunning': 'View the running one',
  'task.queueAnother': 'Queue another',
  'task.replace': 'Stop it and run again',
  'task.usually': 'usually {duration}',
  'task.recent': { one: 'Last run', other: 'Last {n} runs' },
  'task.more': { one: '{n} more is waiting', other: '{n} more are waiting' },
  'task.broken': 'This task cannot run',
  'task.cure': 'What helps',
  'task.outcome': '{status}, {duration}, {time}',
  'task.outcomeShort': '{status}, {time}',
} as const
