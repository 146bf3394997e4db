import { RunsPage } from '../components/runs/runs-page.tsx'
import { titled } from '../preferences.ts'

export const generateMetadata = () => titled('nav.runs')

export default function Page() {
  return <RunsPage />
}
