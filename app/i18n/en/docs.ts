/** The page of the API. */
export const docs = {
  'docs.title': 'API',
  'docs.lead':
    'All that these pages do, by HTTP. Press “Try it out” to call it from here. For programs: {link}',
  'docs.failed': 'The description could not be loaded',
  'docs.again': 'Load again',
} as const
