import type { RunDetail } from '../../../lib/resources.ts'
import { useKeptChoice } from '../../hooks/use-kept-choice.ts'
import { timeChoices } from './log-look.ts'

/** How this reader likes rows to be shown, here and next time. */
export function useLogLook(run: RunDetail) {
  const [wrap, setWrap] = useKeptChoice('log.wrap', ['on', 'off'])
  const [times, setTimes] = useKeptChoice('log.times', timeChoices)
  const next = timeChoices[(timeChoices.indexOf(times) + 1) % timeChoices.length] ?? 'off'
  return {
    wrap: wrap === 'on',
    toggleWrap: () => setWrap(wrap === 'on' ? 'off' : 'on'),
    times,
    nextTimes: () => setTimes(next),
    start: run.attempts[0]?.startedAt ?? run.createdAt,
  }
}
