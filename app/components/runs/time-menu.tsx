import { Menu as BaseMenu } from '@base-ui/react/menu'
import { type RunsQuery, since } from '../../hooks/runs-query.ts'
import { serverNow } from '../../hooks/server-clock.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { itemShape, Mark, Menu } from './menu.tsx'

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
  const value = useRangeWords(query)
  return (
    <Menu label={t('filter.time')} value={value}>
      <Choice on={value === null} press={() => choose({ from: undefined, to: undefined })}>
        {t('filter.anyTime')}
      </Choice>
      {ranges.map(([name, ms]) => (
        <Choice key={name} on={false} press={() => choose({ from: since(ms, serverNow()), to: undefined })}>
          {t(`filter.${name}`)}
        </Choice>
      ))}
    </Menu>
  )
}

function Choice({ on, press, children }: { on: boolean; press: () => void; children: string }) {
  return (
    <BaseMenu.Item onClick={press} className={itemShape}>
      <Mark on={on} />
      {children}
    </BaseMenu.Item>
  )
}

function useRangeWords({ from, to }: Range) {
  const { t, format } = useLanguage()
  const read = (time: string) => (Number.isNaN(Date.parse(time)) ? time : format.minute(time))
  if (from && to) return t('filter.between', { from: read(from), to: read(to) })
  if (from) return t('filter.since', { time: read(from) })
  return to ? t('filter.until', { time: read(to) }) : null
}
