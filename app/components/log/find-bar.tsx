import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { ToolButton } from './tool-button.tsx'
import type { Find } from './use-find.ts'

/** The search in the log: Enter goes on, with Shift back, Escape leaves. `all`: how many lines there are. */
export function FindBar({ find, all, leave }: { find: Find; all: number; leave: () => void }) {
  const { t } = useLanguage()
  const outcome = useOutcome(find, all)
  const { field } = find
  // At once: what is typed next is for this field.
  useLayoutEffect(() => field.current?.select(), [field])
  const press = (event: KeyboardEvent) => {
    // Enter and Escape may belong to the composition of a word.
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    if (event.key === 'Escape') leave()
    else find.move(event.shiftKey ? -1 : 1)
  }
  return (
    <search className="flex flex-wrap items-center gap-x-1 border-line border-b py-1.5 pr-2 pl-card">
      <input
        ref={find.field}
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        value={find.text}
        onChange={(event) => find.type(event.target.value)}
        onKeyDown={press}
        aria-label={t('find.title')}
        placeholder={t('find.title')}
        className="touchable mr-1 h-8 min-w-0 flex-1 rounded-control border border-edge bg-surface px-2.5 text-body placeholder:text-muted sm:max-w-72"
      />
      <p
        aria-hidden={find.isOver}
        className="numbers order-last mt-1 min-h-5 basis-full text-caption text-muted sm:order-none sm:mt-0 sm:min-w-0 sm:flex-1 sm:basis-auto sm:px-1"
      >
        {outcome}
      </p>
      <span role="status" className="sr-only">
        {find.isOver && outcome}
      </span>
      <ToolButton label={t('find.previous')} keys="Shift+N" icon={ChevronUp} press={() => find.move(-1)} />
      <ToolButton label={t('find.next')} keys="N" icon={ChevronDown} press={() => find.move(1)} />
      <ToolButton label={t('find.close')} keys="Escape" icon={X} press={leave} />
    </search>
  )
}

function useOutcome({ text, found: n, at, searched, isOver }: Find, all: number) {
  const { t } = useLanguage()
  if (text === '') return ''
  if (!isOver) return t('find.searching', { n, searched, all })
  if (n === 0) return t('find.none')
  return at > 0 ? t('find.position', { at, n }) : t('find.count', { n })
}
