import type { FinalStatus } from '../../../lib/run.ts'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'

/** How a run ended, around the origin of a drawing: each status has a shape of its own besides its colour. */
export function Mark({ status }: { status: FinalStatus }) {
  const { tone } = looks[status]
  if (status === 'succeeded') return <circle r={3.5} className={tones.good.fill} />
  return (
    <path
      d={outlines[status]}
      strokeWidth={status === 'failed' ? 2.25 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`${status === 'failed' ? 'fill-none' : 'fill-surface'} stroke-current ${tones[tone].text}`}
    />
  )
}

/** A cross, a triangle, a ring, a diamond. */
const outlines = {
  failed: 'M-3.25,-3.25 3.25,3.25 M3.25,-3.25 -3.25,3.25',
  timed_out: 'M0,-4.25 4.25,3.25 -4.25,3.25Z',
  canceled: 'M-3.5,0a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0Z',
  interrupted: 'M0,-4.5 4.5,0 0,4.5 -4.5,0Z',
} satisfies Record<Exclude<FinalStatus, 'succeeded'>, string>
