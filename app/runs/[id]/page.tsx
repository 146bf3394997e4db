import { RunPage } from '../../components/run/run-page.tsx'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <RunPage key={id} id={id} />
}
