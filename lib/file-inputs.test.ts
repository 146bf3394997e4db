import { expect, test } from 'vitest'
import { fileInputs, fileNames } from './file-inputs.ts'

const file = { type: 'string', format: 'file' }
const schema = {
  properties: {
    table: file,
    maybe: { anyOf: [file, { type: 'null' }] },
    day: { type: 'string', format: 'date' },
  },
}

test('the inputs that are files are found by their format', () => {
  expect(fileNames(schema)).toEqual(['table', 'maybe'])
  expect(fileNames({})).toEqual([])
})

test('an input that is null or absent uses no file', () => {
  expect(fileInputs(schema, { table: 'file_1', maybe: null, day: 'file_2' })).toEqual([
    { name: 'table', id: 'file_1' },
  ])
  expect(fileInputs({ properties: { toString: file } }, {})).toEqual([])
})
