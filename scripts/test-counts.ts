/** How many checks passed and failed, from the JSON reports of the test runners. */

export type Count = { passed: number; failed: number }

export function addCounts(counts: Count[]): Count {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}

/**
 * The count of one part. A part without a report is one check; a command that fails without a failed test
 * (no tests at all, a fault outside of them) is one failure more.
 */
export function countPart(succeeded: boolean, reported: Count | null): Count {
  const { passed, failed } = reported ?? { passed: succeeded ? 1 : 0, failed: 0 }
  return { passed, failed: succeeded ? failed : Math.max(1, failed) }
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** A file that does not load has no tests: it counts as one failure. */
export function vitestCount(json: string): Count {
  const report: VitestReport = JSON.parse(json)
  const unloaded = report.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((result) => result.status === 'failed')
  })
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } }

/** Without retries a flaky test cannot be; should there be one, it did fail. */
export function playwrightCount(json: string): Count {
  const { stats }: PlaywrightReport = JSON.parse(json)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}
