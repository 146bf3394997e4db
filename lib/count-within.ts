/** How many of these sizes, from the first on, are at most `limit` together. */
export function countWithin(limit: number, sizes: number[]): number {
  let sum = 0
  const end = sizes.findIndex((size) => {
    sum += size
    return sum > limit
  })
  return end === -1 ? sizes.length : end
}
