/** Asking for an input. */
export const form = {
  'form.title': 'Run {task}',
  'form.editTitle': 'Run {task} again',
  'form.optional': 'optional',
  'form.required': 'Please fill this in.',
  'form.number': 'Please give a number.',
  'form.json': 'This is not JSON yet. {message}',
  'form.onePerLine': 'One per line.',
  'form.asJson': 'Written as JSON.',
  'form.choose': 'Choose…',
  'form.fileChoose': 'Choose a file…',
  'form.fileOther': 'Choose another…',
  'form.fileSame': 'The same file as before',
  'form.fileSending': 'The file is still being sent.',
  'form.fileTooLarge': 'This file is larger than the server takes.',
  'form.fileNotSent': 'The file could not be sent. Choose it again; it may be larger than the server takes.',
  'form.none': 'None',
  'form.close': 'Close',
  'form.wrong': { one: '{n} field needs another look.', other: '{n} fields need another look.' },
  'form.equal': 'One with exactly this input is running already.',

  'confirm.title': 'Run {task}?',
} as const
