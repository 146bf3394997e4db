import { Search } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { useKeys } from '../../hooks/use-keys.ts'
import { narrow } from '../../hooks/use-runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'

export const searchFieldId = 'search'

/** Milliseconds without a key, after which it is searched. */
const rest = 300

/** Free text. What is typed goes into the address a moment later, without a step for each letter. */
export function SearchField({ query }: { query: RunsQuery }) {
  const { t } = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const { text, setText, search } = useSearchText(query)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      input.current?.select()
    },
  })
  return (
    <div className="relative w-full lg:w-80">
      <Search aria-hidden className="-translate-y-1/2 absolute top-1/2 left-3 size-4 text-muted" />
      <input
        ref={input}
        id={searchFieldId}
        type="search"
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        aria-keyshortcuts="/"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && search()}
        className="touchable peer h-control w-full rounded-control border border-edge bg-surface pr-9 pl-9 text-body text-ink placeholder:text-muted"
      />
      <kbd
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 hidden rounded-bar border border-line px-1.5 font-mono text-code text-muted pointer-fine:block peer-focus:hidden peer-[:not(:placeholder-shown)]:hidden"
      >
        /
      </kbd>
    </div>
  )
}

/** The text of the field: the reader's while they type, that of the address when it changes by itself. */
function useSearchText(query: RunsQuery) {
  const asked = query.q ?? ''
  const [text, setText] = useState(asked)
  const [known, setKnown] = useState(asked)
  /** What the address is about to say because of us: the reader may have typed on meanwhile. */
  const [sent, setSent] = useState<string | null>(null)
  const wanted = text.trim()
  if (asked !== known) {
    setKnown(asked)
    if (asked !== sent) setText(asked)
    if (asked !== sent) setSent(null)
  }
  const search = () => {
    if (wanted === asked) return
    setSent(wanted)
    narrow(() => ({ q: wanted }), 'replace')
  }
  const searchLater = useEffectEvent(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the rest anew
  useEffect(() => {
    const timer = setTimeout(() => searchLater(), rest)
    return () => clearTimeout(timer)
  }, [wanted, asked])
  return { text, setText, search }
}
