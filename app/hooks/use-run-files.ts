import useSWR from 'swr'
import type { RunDetail, RunFile, RunFileList } from '../../lib/resources.ts'
import { readOnce } from './http.ts'

/** The files of a run: they are kept just before an attempt ends, and so are read again whenever one has ended. */
export function useRunFiles(run: RunDetail): RunFile[] {
  const ended = run.attempts.filter(({ endedAt }) => endedAt !== null).length
  const { data } = useSWR(
    ended > 0 ? [filesUrl(run.id), ended] : null,
    ([url]) => readOnce<RunFileList>(url),
    {
      keepPreviousData: true,
      revalidateOnFocus: false,
    },
  )
  return data?.data ?? []
}

export const fileUrl = (run: string, name: string) => `${filesUrl(run)}/${encodeURIComponent(name)}`

const filesUrl = (run: string) => `/api/runs/${encodeURIComponent(run)}/files`
