import { expect, test } from 'vitest'
import { addCounts, countPart, playwrightCount, vitestCount } from './test-counts.ts'

test('a part without a report is one check', () => {
  expect(countPart(true, null)).toEqual({ passed: 1, failed: 0 })
  expect(countPart(false, null)).toEqual({ passed: 0, failed: 1 })
})

test('a command that fails while all its tests passed is a failure', () => {
  expect(countPart(false, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 })
  expect(countPart(false, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 })
})

test('a test file that does not load is a failure beside the failed tests', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(vitestCount(JSON.stringify(report))).toEqual({ passed: 3, failed: 2 })
})

test('a flaky end-to-end test counts as failed', () => {
  const report = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1 } })
  expect(playwrightCount(report)).toEqual({
    passed: 4,
    failed: 2,
  })
})

test('all parts add up', () => {
  expect(
    addCounts([
      { passed: 1, failed: 0 },
      { passed: 10, failed: 2 },
    ]),
  ).toEqual({ passed: 11, failed: 2 })
})
