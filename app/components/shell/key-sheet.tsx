import { useState } from 'react'
import { keysSetting } from '../../hooks/use-keys.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Dialog } from '../dialog.tsx'

const groups = [
  {
    title: 'keys.everywhere',
    keys: [
      ['Mod K', 'palette.title'],
      ['/', 'keys.search'],
      ['g t', 'keys.tasks'],
      ['g r', 'keys.runs'],
      ['?', 'keys.title'],
    ],
  },
  {
    title: 'keys.run',
    keys: [
      ['r Enter', 'keys.start'],
      ['c Enter', 'run.cancel'],
    ],
  },
  {
    title: 'log.title',
    keys: [
      ['f', 'keys.follow'],
      ['w', 'log.wrap'],
      ['t', 'keys.times'],
      ['n N', 'keys.matches'],
    ],
  },
  {
    title: 'nav.runs',
    keys: [
      ['j k', 'keys.rows'],
      ['x', 'keys.select'],
      ['Enter', 'run.open'],
    ],
  },
] as const

/** All keys, and the switch that turns single ones off. */
export default function KeySheet({ close }: { close: () => void }) {
  const { t } = useLanguage()
  const [on, setOn] = useState(() => localStorage.getItem(keysSetting) !== 'off')
  const toggle = () => {
    localStorage.setItem(keysSetting, on ? 'off' : 'on')
    setOn(!on)
  }
  return (
    <Dialog title={t('keys.title')} open close={close}>
      <div className="min-h-0 flex-1 space-y-5 overflow-y-auto p-card">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {groups.map(({ title, keys }) => (
            <section key={title} aria-label={t(title)}>
              <h3 className="mb-2 font-medium">{t(title)}</h3>
              <dl className="space-y-1.5">
                {keys.map(([key, does]) => (
                  <div key={key} className="flex items-baseline justify-between gap-4">
                    <dt className="text-muted">{t(does)}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {key
                        .replace('Mod', modifier())
                        .split(' ')
                        .map((each) => (
                          <kbd
                            key={each}
                            className="min-w-6 rounded-control border border-line bg-sunken px-1.5 text-center font-mono text-code"
                          >
                            {each}
                          </kbd>
                        ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <label className="touchable flex items-center gap-2.5 border-line border-t pt-4">
          <input type="checkbox" className="size-4.5 accent-accent" checked={on} onChange={toggle} />
          {t('keys.on')}
        </label>
      </div>
    </Dialog>
  )
}

/** As it is called on this keyboard. */
const modifier = () => (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl')
