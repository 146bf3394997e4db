/** Makes a data folder with a long history: `node_modules/.bin/node bench/seed.ts FOLDER COUNT`. */
import { seedHistory } from './history.ts'

const [folder, count] = process.argv.slice(2)
if (!folder || !Number(count))
  throw new Error('Name a folder and a number of runs: bench/seed.ts FOLDER COUNT')
const before = performance.now()
await seedHistory(folder, Number(count), Date.now())
console.log(`${count} runs in ${folder}: ${Math.round((performance.now() - before) / 1000)} s`)
