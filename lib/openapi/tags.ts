/** The chapters of the description, in the order in which people need them. */
const chapters = [
  {
    prefix: '/api/background-task',
    name: 'Start and status',
    description: 'All that a button and a badge need',
  },
  { prefix: '/api/tasks', name: 'Tasks', description: 'What can be run, and starting it' },
  {
    prefix: '/api/runs',
    name: 'Runs',
    description: 'What was run: status, log, result; stopping and running again',
  },
  { prefix: '/api/files', name: 'Files', description: 'Files that runs are given' },
  { prefix: '/api/login', name: 'Login', description: 'Sessions of people with a browser' },
  { prefix: '/api/logout', name: 'Login' },
  { prefix: '', name: 'Server', description: 'How the server is, and who did what' },
]

export const tags = chapters.flatMap(({ name, description }) => (description ? [{ name, description }] : []))

export function tagOf(path: string): string {
  return chapters.find(({ prefix }) => path.startsWith(prefix))?.name ?? ''
}
