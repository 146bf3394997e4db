import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'
import { gapBytes } from '../../../lib/log-gap.ts'
import type { LineRange } from '../../hooks/line-range.ts'
import type { Side } from '../../hooks/use-log-window.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { GapRow } from './gap-row.tsx'
import { LogRow } from './log-row.tsx'
import { type Place, usePlace } from './use-place.ts'

const lineHeight = 24
/** This near to the end counts as at the end, in pixels. */
const nearEnd = 24
/** This near to the first or last row, more are loaded. */
const nearEdge = 800

type LogViewProps = Place & {
  chosen: LineRange | null
  /** The row that the search stands at. */
  current: number | null
  choose: (line: number, extend: boolean) => void
  /** The end of the log is among the rows. */
  isLive: boolean
  setFollowing: (isFollowing: boolean) => void
  load: (side: Side) => void
}

/** The rows in a scroll area, only those in sight in the page. */
export function LogView(props: LogViewProps) {
  const { rows, look, chosen, current, choose, isLive, setFollowing, load, area } = props
  const { t } = useLanguage()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => lineHeight,
    getItemKey: (at) => rows[at]?.seq ?? at,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: props.isFollowing,
    scrollEndThreshold: nearEnd,
  })
  usePlace(props, virtual)
  /** Loads what is missing near to what is in sight; returns how far it is to the end, in pixels. */
  const lookAround = () => {
    if (!area.current) return 0
    const { scrollTop, scrollHeight, clientHeight } = area.current
    const toEnd = scrollHeight - clientHeight - scrollTop
    if (scrollTop < nearEdge) load('earlier')
    if (toEnd < nearEdge) load('later')
    return toEnd
  }
  useEffect(() => void lookAround())
  return (
    <div
      ref={area}
      role="log"
      aria-live="off"
      aria-label={t('log.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={() => setFollowing(lookAround() <= nearEnd && isLive)}
      className="min-h-0 flex-1 overflow-auto overscroll-contain py-2 font-mono text-code [overflow-anchor:none] focus-visible:-outline-offset-2"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          const bytes = row?.stream === 'system' ? gapBytes(row.text) : null
          return row ? (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={`absolute top-0 left-0 min-w-full ${look.wrap ? 'w-full' : 'w-max'}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {bytes !== null ? (
                <GapRow bytes={bytes} />
              ) : (
                <LogRow
                  row={row}
                  look={look}
                  isChosen={chosen !== null && row.seq <= chosen.last && chosen.first <= row.last}
                  isCurrent={row.seq === current}
                  choose={choose}
                />
              )}
            </div>
          ) : null
        })}
      </div>
    </div>
  )
}
