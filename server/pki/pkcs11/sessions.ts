/**
 * Sessions with one token of a hardware module. A session does one thing at a time (CKR_OPERATION_ACTIVE otherwise), so there is a
 * pool of them. Any failure that is not a plain refusal retires the connection with all its sessions and handles; the next request
 * opens another, so a module that comes back is in use again without anybody's help. All of this runs in a process of its own:
 * most of these calls block, and some never return.
 */
import { readFile } from 'node:fs/promises'
import type { PKCS11 } from 'pkcs11js'
import { isPrivateFile } from '../key-files.ts'
import { type KeyId, type KeyStoreFault, KeyStoreUnavailable } from '../key-store.ts'
import { flags, resultOf, results, user } from './cryptoki.ts'
import type { TokenPlaces } from './messages.ts'

/** As many as libuv has threads to sign in (UV_THREADPOOL_SIZE). */
const sessionCount = 4

export interface TokenKey {
  readonly privateKey: Buffer
  /** Bytes of the curve's field. */
  readonly size: number
}

/** A session for one operation. */
export interface TokenSession {
  readonly module: PKCS11
  readonly handle: Buffer
  /** Handles that were found before; they end with the connection. */
  readonly keys: Map<KeyId, TokenKey>
}

export interface TokenSessions {
  /**
   * Runs `work` on a free session. With `again`, work that fails on a connection opened earlier is tried once more on a new
   * one: the module may be back already. Throws KeyStoreUnavailable, and what `work` refuses by TokenRefused.
   */
  use<Result>(again: boolean, work: (session: TokenSession) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** An answer, not a failure: the session is as good as before. */
export class TokenRefused extends Error {
  readonly why: Error

  constructor(why: Error) {
    super(why.message)
    this.why = why
  }
}

interface Waiter {
  readonly give: (session: Buffer) => void
  readonly fail: (reason: unknown) => void
}

interface Connection {
  readonly module: PKCS11
  readonly free: Buffer[]
  readonly waiting: Waiter[]
  readonly keys: Map<KeyId, TokenKey>
  /** Operations under way; the module must not be closed below them. */
  busy: number
  retired: boolean
  readonly ended: PromiseWithResolvers<void>
}

export function tokenSessions(places: TokenPlaces): TokenSessions {
  const connect = connector(places)
  let current: Connection | null = null
  let opening: Promise<Connection> | null = null
  let last: Promise<void> = Promise.resolve()

  const opened = (): Promise<Connection> => {
    if (current) return Promise.resolve(current)
    opening ??= last
      .then(connect)
      .then((made) => (current = made))
      .finally(() => {
        opening = null
      })
    return opening
  }
  const retire = (connection: Connection) => {
    if (connection.retired) return
    connection.retired = true
    if (current === connection) current = null
    for (const { fail } of connection.waiting.splice(0)) fail(new KeyStoreUnavailable('GONE'))
    last = connection.ended.promise.then(() => attempt(() => connection.module.C_Finalize()))
    if (connection.busy === 0) connection.ended.resolve()
  }
  const once = async <Result>(connection: Connection, work: (session: TokenSession) => Promise<Result>) => {
    const handle = await take(connection)
    try {
      return await work({ module: connection.module, handle, keys: connection.keys })
    } catch (fault) {
      if (fault instanceof TokenRefused) throw fault
      retire(connection)
      throw resultOf(fault) === null ? fault : new KeyStoreUnavailable('GONE')
    } finally {
      giveBack(connection, handle)
    }
  }
  return {
    use: async (again, work) => {
      const known = current
      try {
        return await once(await opened(), work)
      } catch (fault) {
        if (!again || known === null || !(fault instanceof KeyStoreUnavailable)) throw fault
        return once(await opened(), work)
      }
    },
    close: async () => {
      const connection = current ?? (await opening?.catch(() => null))
      if (connection) retire(connection)
      await last
    },
  }
}

/** Handles of a retired connection are never used: once the module is opened again, the same numbers mean other sessions and keys. */
function take(connection: Connection): Promise<Buffer> {
  if (connection.retired) return Promise.reject(new KeyStoreUnavailable('GONE'))
  const handle = connection.free.pop()
  if (handle) {
    connection.busy++
    return Promise.resolve(handle)
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  connection.waiting.push({ give: resolve, fail: reject })
  return promise
}

function giveBack(connection: Connection, handle: Buffer): void {
  const next = connection.waiting.shift()
  if (next) return next.give(handle)
  connection.free.push(handle)
  connection.busy--
  if (connection.retired && connection.busy === 0) connection.ended.resolve()
}

/** Opens connections to the token of this label, logged in by the PIN that its file holds at the time. */
function connector({ module: library, tokenLabel, pinFile }: TokenPlaces): () => Promise<Connection> {
  let module: PKCS11 | null = null
  /** Refused once: tried again it would bring the token nearer to locking itself. */
  let refusedPin: string | null = null

  const logIn = (loaded: PKCS11, session: Buffer, pin: string) => {
    try {
      loaded.C_Login(session, user, pin)
    } catch (fault) {
      const result = resultOf(fault)
      if (result === results.userAlreadyLoggedIn) return
      if (result === results.pinLocked) throw new KeyStoreUnavailable('PIN_LOCKED')
      if (!pinFaults.has(result)) throw fault
      refusedPin = pin
      throw new KeyStoreUnavailable('PIN_WRONG')
    }
  }
  const connection = async (loaded: PKCS11): Promise<Connection> => {
    const { slot, sessions } = findToken(loaded, tokenLabel)
    const pin = await readPin(pinFile)
    if (pin === refusedPin) throw new KeyStoreUnavailable('PIN_WRONG')
    const mode = flags.serialSession | flags.readWriteSession
    const free = Array.from({ length: sessions }, () => loaded.C_OpenSession(slot, mode))
    // One session's login is the whole application's (PKCS#11, 5.6).
    for (const session of free.slice(0, 1)) logIn(loaded, session, pin)
    refusedPin = null
    return {
      module: loaded,
      free,
      waiting: [],
      keys: new Map(),
      busy: 0,
      retired: false,
      ended: Promise.withResolvers(),
    }
  }
  return async () => {
    const loaded = (module ??= await loadModule(library))
    try {
      initialise(loaded)
      return await connection(loaded)
    } catch (fault) {
      attempt(() => loaded.C_Finalize())
      throw resultOf(fault) === null ? fault : new KeyStoreUnavailable('GONE')
    }
  }
}

const pinFaults: ReadonlySet<number | null> = new Set([
  results.pinIncorrect,
  results.pinInvalid,
  results.pinLengthRange,
])

async function loadModule(library: string): Promise<PKCS11> {
  const driver = await import('pkcs11js').catch(() => refuse('DRIVER_MISSING'))
  const module = new driver.PKCS11()
  try {
    module.load(library)
  } catch {
    refuse('MODULE_MISSING')
  }
  return module
}

function refuse(reason: KeyStoreFault): never {
  throw new KeyStoreUnavailable(reason)
}

/** Several threads of libuv call at once: without this flag the module need not lock (PKCS#11, 5.4). */
function initialise(module: PKCS11): void {
  try {
    module.C_Initialize({ flags: flags.osLocking })
  } catch (fault) {
    if (resultOf(fault) !== results.alreadyInitialised) throw fault
  }
}

function findToken(module: PKCS11, label: string): { slot: Buffer; sessions: number } {
  const ready = flags.tokenInitialised | flags.userPinSet
  const found = module
    .C_GetSlotList(true)
    .map((slot) => ({ slot, info: module.C_GetTokenInfo(slot) }))
    .filter(({ info }) => info.label.trimEnd() === label && (info.flags & ready) === ready)
  const [only, ...others] = found
  if (!only || others.length > 0) return refuse('TOKEN_MISSING')
  // 0 is without limit (CK_EFFECTIVELY_INFINITE), all ones unknown.
  const { maxSessionCount } = only.info
  return {
    slot: only.slot,
    sessions: maxSessionCount > 0 ? Math.min(sessionCount, maxSessionCount) : sessionCount,
  }
}

async function readPin(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => refuse('NOT_ACTIVATED'))
  if (!(await isPrivateFile(file))) refuse('PIN_READABLE_BY_OTHERS')
  return text.trim()
}

function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // Nothing left to close: the module is gone or was closed by somebody else.
  }
}
