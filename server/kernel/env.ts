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
  /** Proxies between clients and this server that say where a request comes from; limits count by that. */
  PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Look-ups of files from one network in a minute: telephones of one carrier share addresses. Wrong ones are limited by a work to be done. */
  LOOK_UPS_PER_MINUTE: z.coerce.number().int().min(10).max(10_000_000).default(1200),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  /** Whether this process works on jobs too; several servers and workers share one database. */
  WORKER: switchSchema.default('on'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  /** Sample units, centre, officers and blanks on an empty database. */
  DEMO: switchSchema.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  /** Whether stations print released batches only, or whatever is planned: a workshop with one station may go without. */
  BATCHES: z.enum(['required', 'off']).default('required'),
  /** Longer than the cards in a machine take: a station that loses the server finishes them under it. */
  PRINT_LEASE_SECONDS: z.coerce.number().int().min(1).max(3600).default(900),
  /** Longest lease of a card that is made at an outside bureau (docs/bureau.md). */
  BUREAU_LEASE_DAYS: z.coerce.number().int().min(1).max(60).default(30),
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
  /** One-time codes for citizens that one network may ask for in an hour; many people share one behind a provider's gateway. */
  SIGN_IN_CODES_PER_NETWORK: z.coerce.number().int().min(1).max(100_000).default(100),
  /** An OpenID provider at which citizens sign in (docs/citizen-portal.md); without it they do so by code alone. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  /** One line, mode 600. */
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_SCOPE: z.string().default('openid'),
  /** The claim that holds the citizen's number, in the ID token or at the provider's userinfo. */
  OIDC_NUMBER_CLAIM: z.string().default('citizen_number'),
  /** Mail server that takes messages to citizens, smtp:// or smtps:// with user and password; without it no e-mail is sent. */
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.email().default('khong-tra-loi@citizen-id.example'),
  /** Gateways of text messages and of Zalo (docs/notices.md), and the secret by which both sides know each other. */
  SMS_GATEWAY_URL: z.url().optional(),
  ZALO_GATEWAY_URL: z.url().optional(),
  GATEWAY_SECRET: z.string().min(32).optional(),
  /** Account that fees are transferred to; without all three no bank QR is offered (docs/fees.md). */
  FEE_BANK_BIN: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  FEE_BANK_ACCOUNT: z
    .string()
    .regex(/^[0-9A-Za-z]{1,19}$/)
    .optional(),
  FEE_BANK_HOLDER: z.string().max(80).optional(),
  /** What the bank signs its notices with; two, divided by a comma, while one takes the other's place. Without it none is taken. */
  PAYMENT_NOTICE_SECRETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((secret) => secret !== ''))
    .pipe(z.array(z.string().min(32)).max(2)),
  /** Where requests for electronic identities go (docs/card-life.md); without it they are kept until there is one. */
  EID_URL: z.url().optional(),
  /** One line: what the peer knows this system by. */
  EID_TOKEN_FILE: z.string().optional(),
  EID_TIMEOUT_MS: z.coerce.number().int().positive().default(10_000),
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
  if ((v.SMS_GATEWAY_URL ?? v.ZALO_GATEWAY_URL) && !v.GATEWAY_SECRET)
    throw new IllegalEnvironment(['SMS_GATEWAY_URL, ZALO_GATEWAY_URL: need GATEWAY_SECRET'])
  if (v.KEY_STORE === 'pkcs11' && !(v.PKCS11_MODULE && v.PKCS11_TOKEN_LABEL && v.PKCS11_PIN_FILE)) {
    throw new IllegalEnvironment([
      'KEY_STORE: pkcs11 needs PKCS11_MODULE, PKCS11_TOKEN_LABEL and PKCS11_PIN_FILE',
    ])
  }
  const oidcFault = faultOfOidc(v)
  if (oidcFault) throw new IllegalEnvironment([oidcFault])
  const { FEE_BANK_BIN: bin, FEE_BANK_ACCOUNT: account, FEE_BANK_HOLDER: holder } = v
  const told = [bin, account, holder].filter((part) => part !== undefined)
  if (told.length === 1 || told.length === 2) {
    throw new IllegalEnvironment(['FEE_BANK_BIN, FEE_BANK_ACCOUNT and FEE_BANK_HOLDER are set together'])
  }
  const eidHost = v.EID_URL === undefined ? null : new URL(v.EID_URL)
  const isOwnMachine = eidHost !== null && ['127.0.0.1', 'localhost'].includes(eidHost.hostname)
  if (eidHost && (!v.EID_TOKEN_FILE || (eidHost.protocol !== 'https:' && !isOwnMachine))) {
    throw new IllegalEnvironment(['EID_URL: https, and needs EID_TOKEN_FILE'])
  }
  return Object.freeze({
    production: v.NODE_ENV === 'production',
    http: Object.freeze({ host: v.HOST, port: v.PORT, publicUrl: v.PUBLIC_URL ?? null, proxies: v.PROXIES }),
    lookUpsPerMinute: v.LOOK_UPS_PER_MINUTE,
    dataDir: resolve(v.DATA_DIR),
    database: Object.freeze({ url: v.DATABASE_URL ?? null, connections: v.DATABASE_CONNECTIONS }),
    worker: Object.freeze({ inline: v.WORKER === 'on', concurrency: v.WORKER_CONCURRENCY }),
    demo: v.DEMO ? v.DEMO === 'on' : v.NODE_ENV !== 'production' && v.DATABASE_URL === undefined,
    logLevel: v.LOG_LEVEL,
    batches: v.BATCHES === 'required',
    printLeaseSeconds: v.PRINT_LEASE_SECONDS,
    bureauLeaseDays: v.BUREAU_LEASE_DAYS,
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
    signIn: Object.freeze({
      codesPerNetwork: v.SIGN_IN_CODES_PER_NETWORK,
      oidc: v.OIDC_ISSUER
        ? Object.freeze({
            issuer: v.OIDC_ISSUER,
            clientId: v.OIDC_CLIENT_ID ?? '',
            clientSecretFile: resolve(v.OIDC_CLIENT_SECRET_FILE ?? ''),
            scope: v.OIDC_SCOPE,
            numberClaim: v.OIDC_NUMBER_CLAIM,
            plainHttp: v.OIDC_ISSUER.startsWith('http:'),
          })
        : null,
    }),
    notices: Object.freeze({
      smtpUrl: v.SMTP_URL ?? null,
      mailFrom: v.MAIL_FROM,
      smsUrl: v.SMS_GATEWAY_URL ?? null,
      zaloUrl: v.ZALO_GATEWAY_URL ?? null,
      secret: v.GATEWAY_SECRET ?? null,
    }),
    fees: Object.freeze({
      account: bin && account && holder ? Object.freeze({ bin, account, holder }) : null,
      noticeSecrets: v.PAYMENT_NOTICE_SECRETS,
    }),
    eid: Object.freeze({
      url: v.EID_URL ?? null,
      tokenFile: resolve(v.EID_TOKEN_FILE ?? ''),
      timeoutMs: v.EID_TIMEOUT_MS,
    }),
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

/** What is wrong with the OpenID provider's settings; null where nothing is. */
function faultOfOidc(v: z.infer<typeof schema>): string | null {
  if (!v.OIDC_ISSUER) return null
  if (!v.OIDC_CLIENT_ID || !v.OIDC_CLIENT_SECRET_FILE)
    return 'OIDC_ISSUER: needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET_FILE'
  if (v.NODE_ENV === 'production' && !v.OIDC_ISSUER.startsWith('https:'))
    return 'OIDC_ISSUER: https in production'
  return null
}

export type Env = ReturnType<typeof readEnv>
