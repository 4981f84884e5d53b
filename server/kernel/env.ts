import { join, resolve } from 'node:path'
import { z } from 'zod'
import { floorShiftsSchema, usualFloorShifts } from '../../core/production/floor-hours.ts'
import { DomainError } from '../../core/errors.ts'
import { type ChipProfileName, chipProfiles } from '../../core/card/chip-profile.ts'
import { abisListSchema, usualAbisList } from '../../core/contracts/abis-list.ts'

const chipProfileNames = Object.keys(chipProfiles) as ChipProfileName[]
const switchSchema = z.enum(['on', 'off'])

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  /** Whether this process works on jobs too; several servers and workers share one database. */
  WORKER: switchSchema.default('on'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  /** Sample units, centre, officers and blanks on an empty database. */
  DEMO: switchSchema.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  /** Longer than the cards in a machine take: a station that loses the server finishes them under it. */
  /** Whether stations print released batches only, or whatever is planned: a workshop with one station may go without. */
  BATCHES: z.enum(['required', 'off']).default('required'),
  PRINT_LEASE_SECONDS: z.coerce.number().int().min(1).max(3600).default(900),
  /** Whether a station works only while a shift is open at it. */
  SHIFTS: z.enum(['required', 'off']).default('required'),
  /** When the production floor works: core/production/floor-hours.ts. */
  FLOOR_SHIFTS: z.string().default(usualFloorShifts).pipe(floorShiftsSchema),
  /** Cards that a station makes in an hour when nothing stops it: what it is held against, and taken for before it was measured. */
  STATION_CARDS_PER_HOUR: z.coerce.number().int().min(1).max(10_000).default(150),
  /** Files that may go before their turn on one day, in the whole country. */
  URGENT_PER_DAY: z.coerce.number().int().min(0).max(100_000).default(100),
  PACKET_MAX_BYTES: z.coerce.number().int().positive().default(8_000_000),
  INTAKE_MAX_QUEUE_SECONDS: z.coerce.number().int().positive().default(1800),
  /** What becomes of captures below the grade for enrollment, and of an iris that is missing: flagged for the approver, or returned. */
  ENROLLMENT_GRADE: z.enum(['flag', 'strict']).default('flag'),
  /** Share of the files whose templates are made again from their images though nothing speaks against them. */
  BIOMETRICS_RECHECK_SHARE: z.coerce.number().min(0).max(1).default(0.02),
  /** Threads that read images of fingers again; started when there is something to read. */
  BIOMETRICS_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  /** How often people may have stages of one file begin anew before it takes an administrator's word that it is not a loop. */
  STAGE_RESTARTS: z.coerce.number().int().min(0).max(100).default(5),
  /** Old centre keys open packets for this long: the longest time a kiosk may be offline. */
  LONGEST_OFFLINE_DAYS: z.coerce.number().int().positive().default(30),
  /** How long an officer may sign at a kiosk after a sign-in without another. */
  OFFICER_OFFLINE_DAYS: z.coerce.number().int().min(1).max(30).default(7),
  /** Program `tesseract` with the language `vie`; proposes what is written on scanned forms. Without it nothing is read. */
  TESSERACT: z.string().optional(),
  /** Who is asked for people who enrol twice: JSON, core/contracts/abis-list.ts. */
  ABIS: z.string().default(usualAbisList).pipe(abisListSchema),
  /** Origin under which an ABIS fetches biometrics, where it is another than PUBLIC_URL. */
  ABIS_SHARE_URL: z.url().optional(),
  /** What the chips of new cards hold: core/card/chip-profile.ts; `none` makes cards without a chip. */
  CHIP_PROFILE: z.enum(['none', ...chipProfileNames]).default('cc-2024'),
  /** Whether the server makes and rolls over the card PKI's country signing CA itself, or custodians do in a ceremony. */
  CARD_PKI: z.enum(['automatic', 'ceremony']).optional(),
  CSCA_CURVE: z.enum(['P-384', 'brainpoolP512r1', 'brainpoolP384r1']).default('P-384'),
  /** Doc 9303-12 wants curves written out in certificates; named ones are for demonstrations with OpenSSL. */
  CARD_PKI_PARAMETERS: z.enum(['explicit', 'named']).default('explicit'),
  /** Whom other countries write to; it stands in every certificate. */
  CARD_PKI_MAIL: z.email().default('csca@citizen-id.example'),
  /** Where the card PKI's keys live: files under DATA_DIR, or a hardware module (docs/card-pki.md). */
  KEY_STORE: z.enum(['file', 'pkcs11']).default('file'),
  /** What the file store's keys are wrapped under; in memory (/run) where custodians bring it after each start of the machine. */
  KEY_WRAPPING_FILE: z.string().optional(),
  PKCS11_MODULE: z.string().optional(),
  PKCS11_TOKEN_LABEL: z.string().optional(),
  /** One line, mode 600; in memory (/run) where custodians bring it. */
  PKCS11_PIN_FILE: z.string().optional(),
  /** Whether confirmations of cards carry a QR with a signature (docs/signed-qr.md). */
  SIGNED_QR: switchSchema.default('on'),
  /** Whether new cards carry it too, beside the circular's own QR, by a template that no circular draws (docs/signed-qr.md). */
  SIGNED_QR_ON_CARD: switchSchema.default('off'),
  REGISTRY: z.enum(['local', 'remote']).default('local'),
  REGISTRY_URL: z.url().optional(),
  REGISTRY_CA_FILE: z.string().optional(),
  REGISTRY_CERTIFICATE_FILE: z.string().optional(),
  REGISTRY_KEY_FILE: z.string().optional(),
  REGISTRY_TIMEOUT_MS: z.coerce.number().int().positive().default(2000),
})

/** The environment's faults, all at once. */
export class IllegalEnvironment extends DomainError<'ILLEGAL_ENVIRONMENT'> {
  constructor(faults: readonly string[]) {
    const list = faults.join('\n  ')
    super(
      'ILLEGAL_ENVIRONMENT',
      { vi: `Cấu hình không hợp lệ:\n  ${list}`, en: `Illegal configuration:\n  ${list}` },
      { faults: faults.length },
    )
  }
}

/** Reads the configuration; throws {@link IllegalEnvironment} naming every fault. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>) {
  // An empty variable is one that was not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = schema.safeParse(set)
  if (!result.success) {
    throw new IllegalEnvironment(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    )
  }
  const v = result.data
  if (
    v.REGISTRY === 'remote' &&
    !(v.REGISTRY_URL && v.REGISTRY_CA_FILE && v.REGISTRY_CERTIFICATE_FILE && v.REGISTRY_KEY_FILE)
  ) {
    throw new IllegalEnvironment([
      'REGISTRY: remote needs REGISTRY_URL, REGISTRY_CA_FILE, REGISTRY_CERTIFICATE_FILE and REGISTRY_KEY_FILE',
    ])
  }
  if (v.KEY_STORE === 'pkcs11' && !(v.PKCS11_MODULE && v.PKCS11_TOKEN_LABEL && v.PKCS11_PIN_FILE)) {
    throw new IllegalEnvironment([
      'KEY_STORE: pkcs11 needs PKCS11_MODULE, PKCS11_TOKEN_LABEL and PKCS11_PIN_FILE',
    ])
  }
  return Object.freeze({
    production: v.NODE_ENV === 'production',
    http: Object.freeze({ host: v.HOST, port: v.PORT, publicUrl: v.PUBLIC_URL ?? null }),
    dataDir: resolve(v.DATA_DIR),
    database: Object.freeze({ url: v.DATABASE_URL ?? null, connections: v.DATABASE_CONNECTIONS }),
    worker: Object.freeze({ inline: v.WORKER === 'on', concurrency: v.WORKER_CONCURRENCY }),
    demo: v.DEMO ? v.DEMO === 'on' : v.NODE_ENV !== 'production' && v.DATABASE_URL === undefined,
    logLevel: v.LOG_LEVEL,
    batches: v.BATCHES === 'required',
    printLeaseSeconds: v.PRINT_LEASE_SECONDS,
    shiftsRequired: v.SHIFTS === 'required',
    floor: Object.freeze({
      shifts: v.FLOOR_SHIFTS,
      cardsPerHour: v.STATION_CARDS_PER_HOUR,
      urgentPerDay: v.URGENT_PER_DAY,
    }),
    intake: Object.freeze({ maxBytes: v.PACKET_MAX_BYTES, maxQueueSeconds: v.INTAKE_MAX_QUEUE_SECONDS }),
    strictEnrollment: v.ENROLLMENT_GRADE === 'strict',
    biometrics: Object.freeze({ recheckShare: v.BIOMETRICS_RECHECK_SHARE, threads: v.BIOMETRICS_THREADS }),
    stageRestarts: v.STAGE_RESTARTS,
    longestOfflineDays: v.LONGEST_OFFLINE_DAYS,
    officerOfflineDays: v.OFFICER_OFFLINE_DAYS,
    tesseract: v.TESSERACT ?? null,
    chipProfile: v.CHIP_PROFILE === 'none' ? null : v.CHIP_PROFILE,
    abis: v.ABIS,
    abisShareUrl: v.ABIS_SHARE_URL ?? null,
    cardPki: Object.freeze({
      automatic: (v.CARD_PKI ?? (v.NODE_ENV === 'production' ? 'ceremony' : 'automatic')) === 'automatic',
      cscaCurve: v.CSCA_CURVE,
      parameters: v.CARD_PKI_PARAMETERS === 'explicit' ? ('EXPLICIT' as const) : ('NAMED' as const),
      mail: v.CARD_PKI_MAIL,
    }),
    cardKeys: Object.freeze({
      kind: v.KEY_STORE,
      directory: resolve(v.DATA_DIR, 'card-keys'),
      wrappingKeyFile: resolve(v.KEY_WRAPPING_FILE ?? join(v.DATA_DIR, 'secrets/card-keys.key')),
      module: v.PKCS11_MODULE ?? '',
      tokenLabel: v.PKCS11_TOKEN_LABEL ?? '',
      pinFile: resolve(v.PKCS11_PIN_FILE ?? ''),
    }),
    signedQr: v.SIGNED_QR === 'on',
    signedQrOnCard: v.SIGNED_QR_ON_CARD === 'on',
    registry: Object.freeze({
      mode: v.REGISTRY,
      url: v.REGISTRY_URL ?? '',
      caFile: v.REGISTRY_CA_FILE ?? '',
      certificateFile: v.REGISTRY_CERTIFICATE_FILE ?? '',
      keyFile: v.REGISTRY_KEY_FILE ?? '',
      timeoutMs: v.REGISTRY_TIMEOUT_MS,
    }),
  })
}
export type Env = ReturnType<typeof readEnv>
