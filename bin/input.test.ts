import { expect, test } from 'vitest'
import { inputOf } from './input.ts'

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    month: { type: 'string' },
    top: { type: 'integer' },
    share: { anyOf: [{ type: 'number' }, { type: 'null' }] },
    dryRun: { type: 'boolean' },
    sizes: { type: 'array', items: { type: 'number' } },
    names: { type: 'array', items: { type: 'string' } },
    picture: { type: 'string', format: 'file' },
    pages: { type: 'array', items: { type: 'string', format: 'file' } },
    level: { enum: [1, 2, 3] },
    options: { type: 'object' },
    anything: {},
  },
}
const upload = async (path: string) => `file_of_${path}`
const typed = (...assignments: string[]) => inputOf(schema, assignments, undefined, upload)

test.each<[string[], unknown]>([
  [['month=2026-11'], { month: '2026-11' }],
  [['month='], { month: '' }],
  [['month=a=b'], { month: 'a=b' }],
  [['month=@ada'], { month: '@ada' }],
  [['top=3'], { top: 3 }],
  [['share=-1.5e3'], { share: -1500 }],
  [['share=null'], { share: null }],
  [['dryRun=true'], { dryRun: true }],
  [['dryRun=no'], { dryRun: false }],
  [['sizes=100', 'sizes=200'], { sizes: [100, 200] }],
  [['sizes=[100,200]'], { sizes: [100, 200] }],
  [['names=7'], { names: ['7'] }],
  [['level=2'], { level: 2 }],
  [['options={"a":1}'], { options: { a: 1 } }],
  [['anything=[1]'], { anything: [1] }],
  [['anything=word'], { anything: 'word' }],
])('%j is made into what the schema asks for', async (assignments, input) => {
  expect(await typed(...assignments)).toEqual(input)
})

test('a file is uploaded, and its id is the value', async () => {
  expect(await typed('picture=@photo.jpg', 'pages=@1.pdf', 'pages=@2.pdf')).toEqual({
    picture: 'file_of_photo.jpg',
    pages: ['file_of_1.pdf', 'file_of_2.pdf'],
  })
})

test.each<[string[], RegExp]>([
  [['top=many'], /^top: "many" is not a number\.$/],
  [['top='], /^top: "" is not a number/],
  [['top=0x10'], /^top: "0x10" is not a number/],
  [['dryRun=maybe'], /^dryRun: "maybe" is neither true nor false\.$/],
  [['month=1', 'month=2'], /^month: It takes one value, not 2\.$/],
  [['mnth=1'], /^mnth: The task has no such input\. Did you mean month\?$/],
  [['x-ray=1'], /^x-ray: The task has no such input\. It takes month, top, /],
  [['__proto__=1'], /^__proto__: The task has no such input/],
  [['picture=photo.jpg'], /^picture: It is a file: picture=@PATH\.$/],
  [['options={'], /^options: It is an object in JSON, which this is not\.$/],
  [['month'], /^--input month must be NAME=VALUE\.$/],
])('%j is refused, naming the input', async (assignments, message) => {
  await expect(typed(...assignments)).rejects.toThrow(message)
})

test('--input wins over --input-json, which alone goes out as it is', async () => {
  expect(await inputOf(schema, ['top=3'], { top: 1, month: 'x' }, upload)).toEqual({ top: 3, month: 'x' })
  expect(await inputOf(schema, [], { other: 1 }, upload)).toEqual({ other: 1 })
  expect(await inputOf(schema, [], undefined, upload)).toBeUndefined()
  await expect(inputOf(schema, ['top=3'], [1], upload)).rejects.toThrow('must be an object')
})
