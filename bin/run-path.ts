/** Where the API has a run, or what belongs to it: `runPath(id, 'cancel')`. */
export const runPath = (id: string, ...parts: string[]) =>
  ['/api/runs', ...[id, ...parts].map(encodeURIComponent)].join('/')
