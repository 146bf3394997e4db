import { LoginForm } from '../components/login/login-form.tsx'

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return <LoginForm next={placeWithin(next)} />
}

/** Only a path of our own: after the login nobody is sent to another site. */
const placeWithin = (next: unknown) => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/')
