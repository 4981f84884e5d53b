/** The app with a remote registry beside it: a database, a key store, sealed blobs, and a clock that the test sets. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { fileBlobs } from '../../../server/kernel/blobs.ts'
import { openDatabase } from '../../../server/kernel/db.ts'
import { readEnv } from '../../../server/kernel/env.ts'
import { openFileKeyStore } from '../../../server/pki/file-key-store.ts'
import type { WithEvidenceKeys } from '../../../server/registry/call-evidence.ts'
import { remoteRegistry } from '../../../server/registry/remote-registry.ts'
import type { RegistryEndpoint } from '../../../server/registry/registry-transport.ts'
import type { ResidentRegistry } from '../../../server/registry/resident-registry.ts'
import { testDatabase } from '../../support/database.ts'
import { makeTlsIdentities, openRegistryServer, type RegistryServer } from './registry-server.ts'

export const number = parseCitizenNumber('001190012345')
export const officer = { kind: 'officer', id: '7b7d8a52-0d57-4c3c-a7cb-3a1f4f0f6a01', roles: [] } as const
export const why = { actor: officer, purpose: 'ENROLLMENT_DESK' } as const
export const reference = 'HN01-2-260302-00017-K'

export const makePerson = (changes: Partial<DeclaredPerson> = {}): DeclaredPerson => ({
  name: 'Nguyễn Thị Hương Giang',
  birthDate: parsePartialDate('1990-02-28'),
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  birthRegistrationPlace: 'Phường Hàng Bạc, Quận Hoàn Kiếm, Hà Nội',
  placeOfOrigin: 'Xã Đông Hội, Huyện Đông Anh, Hà Nội',
  residence: 'Số 12, phố Hàng Bạc, Phường Hoàn Kiếm, Hà Nội',
  residenceUnit: '00070',
  birthProvince: '001',
  legacyNumber: '012345678',
  fatherName: 'Nguyễn Văn Bình',
  motherName: 'Trần Thị Lan',
  ...changes,
})

export const makeResident = (changes: object = {}) => ({
  number,
  version: 3,
  provisional: false,
  inForce: true,
  person: makePerson(),
  ...changes,
})

export const known = { status: 200, body: { resident: makeResident() } }
export const unknown = { status: 200, body: { resident: null } }
export const down = { status: 503, body: { code: 'DOWN' } }

export interface RemoteFixture {
  readonly app: WithEvidenceKeys
  readonly server: RegistryServer
  /** Every line of the app's log. */
  readonly logged: string[]
  /** Where a blob lies. */
  blobPath(sha256: string): string
  advanceClock(ms: number): void
  /** A registry client with a circuit of its own. */
  connect(changes?: Partial<RegistryEndpoint>): Promise<ResidentRegistry>
  close(): Promise<void>
}

export async function openRemoteFixture(): Promise<RemoteFixture> {
  const database = await testDatabase()
  const { db, pool, close } = openDatabase(database.url, 4)
  const folder = await mkdtemp(join(tmpdir(), 'citizen-id-registry-'))
  const identities = makeTlsIdentities('registry', 'client')
  const server = await openRegistryServer(identities.registry)
  const logged: string[] = []
  let now = 1_790_000_000_000
  const keyPlaces = { directory: join(folder, 'keys'), wrappingKeyFile: join(folder, 'wrapping-key') }
  const app: WithEvidenceKeys = {
    env: readEnv({}),
    clock: () => now,
    publicUrl: 'http://localhost',
    db,
    pool,
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    blobs: fileBlobs(join(folder, 'blobs'), randomBytes(32)),
    keys: await openFileKeyStore(keyPlaces),
  }
  return {
    app,
    server,
    logged,
    blobPath: (sha256) => join(folder, 'blobs', sha256.slice(0, 2), sha256),
    advanceClock: (ms) => void (now += ms),
    connect: (changes) =>
      remoteRegistry(app, { url: server.url, timeoutMs: 10_000, ...identities.client, ...changes }),
    async close() {
      await server.close()
      await close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
