import { RotateCw, Square, X } from 'lucide-react'
import { useRef } from 'react'
import type { Change } from '../../hooks/many-runs.ts'
import { useKeys } from '../../hooks/use-keys.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'

type PickedActionsProps = {
  count: string
  cancelable: boolean
  all: (() => void) | null
  ask: (change: Change) => void
  clear: () => void
}

/** The bar itself: how many are chosen, and the buttons for them. */
export function PickedActions({ count, cancelable, all, ask, clear }: PickedActionsProps) {
  const { t } = useLanguage()
  const bar = useRef<HTMLElement>(null)
  const leave = () => {
    if (bar.current?.contains(document.activeElement)) focusRows()
    clear()
  }
  useKeys({ Escape: leave })
  const chooseAll = () => {
    all?.()
    // The pressed button goes: focus must not get lost.
    bar.current?.focus()
  }
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-tabs z-10 flex justify-center p-gutter sm:bottom-0 sm:pb-[max(1rem,env(safe-area-inset-bottom))]">
      <section
        ref={bar}
        tabIndex={-1}
        aria-label={t('pick.region')}
        className="pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-float"
      >
        <p className="numbers font-medium">{count}</p>
        <div className="flex flex-wrap items-center gap-2">
          {all && (
            <Button look="quiet" size="small" onClick={chooseAll}>
              {t('pick.all')}
            </Button>
          )}
          <Button
            look="danger"
            size="small"
            aria-disabled={!cancelable || undefined}
            title={cancelable ? undefined : t('pick.noActive')}
            onClick={() => cancelable && ask('cancel')}
          >
            <Square aria-hidden className="size-3.5 fill-current" />
            {t('pick.cancel')}
          </Button>
          <Button size="small" onClick={() => ask('rerun')}>
            <RotateCw aria-hidden className="size-4" />
            {t('pick.again')}
          </Button>
          <Button
            look="quiet"
            size="small"
            aria-label={t('pick.none')}
            title={t('pick.none')}
            onClick={leave}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      </section>
    </div>
  )
}

/** The bar goes with what was chosen: who was in it goes on in the list. */
function focusRows() {
  const first = document.querySelector<HTMLElement>('[data-run] a[data-open]')
  const target = first ?? document.getElementById('content')
  target?.focus({ preventScroll: true })
}
