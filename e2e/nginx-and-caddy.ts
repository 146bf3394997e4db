/** The proxies of deploy/, each with the file that is shown there, on free ports and with a certificate of its own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, launch, until } from './launch.ts'

type Ports = { https: number; upstream: number }

/** The name in the files; browsers find any name below `localhost` here. */
const shownName = /runboard\.example\.com/g
export const name = 'runboard.localhost'

/** How each is asked for its version, made to read its file, and started with it. */
const kinds = {
  nginx: { program: 'sbin/nginx', ask: '-v', files: nginxFiles, options: ['-e', 'stderr', '-c'] },
  caddy: {
    program: 'bin/caddy',
    ask: 'version',
    files: caddyFiles,
    options: ['run', '--adapter', 'caddyfile', '--config'],
  },
}
export type Kind = keyof typeof kinds

/** Where the program is; undefined where this machine has none (scripts/prepare/proxies.mjs gets it from Debian). */
export function programOf(kind: Kind): string | undefined {
  const { program, ask } = kinds[kind]
  const places = ['/usr', 'node_modules/.cache/proxies/usr'].map((place) => path.resolve(place, program))
  return places.find((place) => spawnSync(place, [ask]).status === 0)
}

/** Returns how to end it. */
export async function startProxy(kind: Kind, ports: Ports): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), `runboard-${kind}-`))
  makeCertificate(folder)
  const { files, options } = kinds[kind]
  const main = files(folder, ports, await freePort())
  const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const process = launch([programOf(kind) ?? kind, ...options, main], { cwd: folder, env })
  await until(process, () => isListening(ports.https))
  return async () => {
    process.child.kill('SIGTERM')
    await process.ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A network in between: whoever connects to `port` comes to the proxy from `address`. */
export function networkFrom(address: string, port: number, proxyPort: number) {
  const server = createServer((visitor) => {
    const inner = connect({ host: '127.0.0.1', port: proxyPort, localAddress: address })
    visitor.pipe(inner).pipe(visitor)
    for (const socket of [visitor, inner]) {
      socket
        .on('error', () => {})
        .on('close', () => {
          visitor.destroy()
          inner.destroy()
        })
    }
  })
  return server.listen(port, '127.0.0.1')
}

function makeCertificate(folder: string) {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem']
  const options = ['-x509', ...key, '-out', 'cert.pem', '-days', '2', '-subj', `/CN=${name}`]
  execFileSync('openssl', ['req', ...options], { cwd: folder, stdio: 'pipe' })
}

function nginxFiles(folder: string, { https, upstream }: Ports, http: number): string {
  const site = readFileSync('deploy/nginx.conf', 'utf8')
    .replace(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${http};`)
    .replace('listen 443 ', `listen 127.0.0.1:${https} `)
    .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`)
    .replace(/\/etc\/letsencrypt\/.*\/fullchain\.pem/, `${folder}/cert.pem`)
    .replace(/\/etc\/letsencrypt\/.*\/privkey\.pem/, `${folder}/key.pem`)
    .replace(shownName, name)
  writeFileSync(path.join(folder, 'site.conf'), site)
  mkdirSync(path.join(folder, 'temp'))
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const places = temps.map((temp) => `${temp}_temp_path ${folder}/temp;`).join(' ')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const http_ = `http { access_log off; ${places} include ${folder}/site.conf; }`
  const main = path.join(folder, 'nginx.conf')
  writeFileSync(main, `daemon off; ${user} pid ${folder}/pid; error_log stderr; events {} ${http_}\n`)
  return main
}

function caddyFiles(folder: string, { https, upstream }: Ports): string {
  const site = readFileSync('deploy/Caddyfile', 'utf8')
    .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`)
    .replace(/^(runboard\.example\.com) \{$/m, `$1:${https} {\nbind 127.0.0.1\ntls cert.pem key.pem`)
    .replace(shownName, name)
  const main = path.join(folder, 'Caddyfile')
  writeFileSync(main, `{\nadmin off\nauto_https disable_redirects\n}\n${site}`)
  return main
}

function isListening(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
