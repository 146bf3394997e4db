/** Large answers are made one at a time, and whoever asks for something else gets a turn between two of them. */

let last: Promise<unknown> = Promise.resolve()

/** Begins once all that was given before has settled, and other events have been served. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(() => new Promise(setImmediate)).then(work)
  last = turn.catch(() => {})
  return turn
}
