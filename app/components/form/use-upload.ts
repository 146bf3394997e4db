import { useEffect, useRef, useState } from 'react'
import type { UploadedFile } from '../../../lib/resources.ts'
import { ProblemError } from '../../hooks/http.ts'
import { upload } from '../../hooks/upload.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { type Entry, uploading } from './entries.ts'

type Chosen = { name: string; size: number; sent: number; done: boolean; trouble: string | null }

/** Sends the file that is chosen, and puts its id into the field once it is there. The newest choice counts. */
export function useUpload(change: (entry: Entry) => void) {
  const { t } = useLanguage()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const words = (error: unknown) =>
    error instanceof ProblemError && error.problem.code === 'too_large'
      ? t('form.fileTooLarge')
      : t('form.fileNotSent')

  async function choose(file: File) {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const tell = (news: Partial<Chosen>) => {
      if (!stop.signal.aborted) setChosen((before) => before && { ...before, ...news })
    }
    setChosen({ name: file.name, size: file.size, sent: 0, done: false, trouble: null })
    change(uploading)
    try {
      const { id }: UploadedFile = await upload(file, {
        signal: stop.signal,
        onProgress: (sent) => tell({ sent }),
      })
      if (stop.signal.aborted) return
      change(id)
      tell({ sent: 1, done: true })
    } catch (error) {
      if (stop.signal.aborted) return
      change('')
      tell({ trouble: words(error) })
    }
  }
  return { chosen, choose }
}
