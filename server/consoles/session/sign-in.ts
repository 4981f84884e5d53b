/** Why somebody could not sign in. */
export type SignInTrouble = 'wrong' | 'tooMany' | 'unreachable' | 'outOfOrder'

export interface SignInEntry {
  readonly username: string
  readonly password: string
}

const patienceMilliseconds = 20_000

async function post(path: string, body: object): Promise<Response> {
  return fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMilliseconds),
  })
}

/** Opens a session; null when it is open. Never throws. */
export async function signIn({ username, password }: SignInEntry): Promise<SignInTrouble | null> {
  const response = await post('/sign-in/username', { username: username.trim(), password }).catch(() => null)
  if (!response) return 'unreachable'
  if (response.ok) return null
  if (response.status === 429) return 'tooMany'
  return response.status < 500 ? 'wrong' : 'outOfOrder'
}

/** Closes the session and leaves nothing of it in the page's memory. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {}).catch(() => null)
  window.location.assign('/console/')
}
