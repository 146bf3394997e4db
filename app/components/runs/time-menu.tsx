import { type RunsQuery, since } from '../../hooks/runs-query.ts'
import { serverNow } from '../../hooks/server-clock.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { ChoiceMenu } from './choice-menu.tsx'

const hour = 3_600_000
const ranges = [
  ['hour', hour],
  ['day', 24 * hour],
  ['week', 7 * 24 * hour],
  ['month', 30 * 24 * hour],
] as const

type Range = Pick<RunsQuery, 'from' | 'to'>

/** From when on. The address gets a moment, not "the last hour": whoever it is sent to sees the same runs. */
export function TimeMenu({ query, choose }: { query: RunsQuery; choose: (range: Range) => void }) {
  const { t } = useLanguage()
  const words = useRangeWords(query)
  const asked = words === null ? [] : [{ value: 'asked', label: words }]
  const chooseNamed = (chosen: string | undefined) => {
    const range = ranges.find(([name]) => name === chosen)
    choose({ from: range && since(range[1], serverNow()), to: undefined })
  }
  return (
    <ChoiceMenu
      label={t('filter.time')}
      value={asked[0]?.value}
      any={t('filter.anyTime')}
      options={[...asked, ...ranges.map(([value]) => ({ value, label: t(`filter.${value}`) }))]}
      choose={chooseNamed}
    />
  )
}

function useRangeWords({ from, to }: Range) {
  const { t, format } = useLanguage()
  const read = (time: string) => (Number.isNaN(Date.parse(time)) ? time : format.minute(time))
  if (from && to) return t('filter.between', { from: read(from), to: read(to) })
  if (from) return t('filter.since', { time: read(from) })
  return to ? t('filter.until', { time: read(to) }) : null
}
