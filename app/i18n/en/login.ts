/** Logging in and out. */
export const login = {
  'login.title': 'Log in',
  'login.name': 'Your name',
  'login.why': 'Shown with the runs that you start and cancel.',
  'login.password': 'Password',
  'login.in': 'Log in',
  'login.busy': 'Logging in…',
  'login.out': 'Log out',
  'login.wrong': 'The password is wrong.',
  'login.tooMany': 'Too many wrong passwords. Wait a minute, then try again.',
  'login.notReached': 'The server could not be reached. Try again.',
} as const
