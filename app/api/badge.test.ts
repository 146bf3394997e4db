import { expect, test } from 'vitest'
import { light } from '../../tailwind.config.ts'
import { colors } from './badge.ts'

test('a badge has the colours of the pages', () => {
  expect(light).toMatchObject(colors)
})
