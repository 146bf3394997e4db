'use client'
import { type FormEvent, useId, useState } from 'react'
import { ProblemError, post } from '../../hooks/http.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { cardShape } from '../card.tsx'

const field = 'touchable w-full rounded-control border border-edge bg-surface px-3 py-1.5 text-body text-ink'

/** Asks for a name and the password, and goes on to `next`. */
export function LoginForm({ next }: { next: string }) {
  const { t } = useLanguage()
  const id = useId()
  const [trouble, setTrouble] = useState('')
  const { busy, press } = usePress(
    async (_key, form: HTMLFormElement) => {
      const { name, password } = Object.fromEntries(new FormData(form))
      await post('/api/login', { name, password })
      location.assign(next)
    },
    (error) => setTrouble(wordsFor(error)),
  )
  const wordsFor = (error: unknown) => {
    if (!(error instanceof ProblemError)) return t('login.notReached')
    if (error.problem.code === 'too_many_attempts') return t('login.tooMany')
    return error.problem.code === 'unauthorized' ? t('login.wrong') : error.problem.detail
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTrouble('')
    press(event.currentTarget)
  }
  return (
    <form onSubmit={send} className={`${cardShape} mx-auto mt-4 max-w-sm space-y-5 p-card sm:mt-16`}>
      <h1 className="font-semibold text-title">{t('login.title')}</h1>
      <div className="space-y-1.5">
        <label htmlFor={`${id}-name`} className="block font-medium">
          {t('login.name')}
        </label>
        <input
          id={`${id}-name`}
          name="name"
          autoComplete="username"
          required
          maxLength={100}
          aria-describedby={`${id}-why`}
          className={field}
        />
        <p id={`${id}-why`} className="text-caption text-muted">
          {t('login.why')}
        </p>
      </div>
      <div className="space-y-1.5">
        <label htmlFor={`${id}-password`} className="block font-medium">
          {t('login.password')}
        </label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          className={field}
        />
      </div>
      <p role="alert" className="text-bad text-caption empty:hidden">
        {trouble}
      </p>
      <Button type="submit" look="primary" busy={busy} className="w-full">
        {t(busy ? 'login.busy' : 'login.in')}
      </Button>
    </form>
  )
}
