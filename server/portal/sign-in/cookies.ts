import type { IncomingHttpHeaders } from 'node:http'
import type { App } from '../../kernel/app.ts'

/** RFC 6265bis, 4.1.3: with the prefix a browser takes the cookie from this origin alone, over TLS. */
const nameOf = (app: App, name: string) => (isSecure(app) ? `__Host-${name}` : name)
const isSecure = (app: App) => app.publicUrl.startsWith('https:')

export const sessionCookie = 'citizen'
export const leaveCookie = 'citizen-leave'

/** The value of a cookie in a request; null where it has none. */
export function cookieOf(app: App, headers: IncomingHttpHeaders, name: string): string | null {
  const wanted = `${nameOf(app, name)}=`
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length) || null
}

/** Out of reach of programs, and not sent along by other sites' forms; without a value it is taken back. */
export function cookieLine(
  app: App,
  name: string,
  { value, maxAge }: { readonly value: string; readonly maxAge?: number },
): string {
  const parts = [`${nameOf(app, name)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  const age = value === '' ? 0 : maxAge
  return [
    ...parts,
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
    ...(isSecure(app) ? ['Secure'] : []),
  ].join('; ')
}
