/** The kiosk's configuration: the only file that reads the environment. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DomainError } from '../core/errors.ts'
import type { ServerAddress } from './sync/http.ts'

const milliseconds = (fallback: number) => z.coerce.number().int().min(10).max(86_400_000).default(fallback)
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Passwords and packets leave this computer: only encrypted, except to a server on the same computer. */
const serverUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => {
    const url = URL.parse(text)
    return url === null || url.protocol === 'https:' || loopback.has(url.hostname)
  }, 'must be https, or http on this computer')
  .transform((text) => text.replace(/\/+$/, ''))

const devicePath = z.string().min(1).nullable().default(null)

const environmentSchema = z.object({
  SERVER_URL: serverUrl,
  KIOSK_DATA_DIR: z.string().min(1).default('.data/kiosk'),
  /** 0 picks a free port; the agent listens on 127.0.0.1 only. */
  KIOSK_PORT: z.coerce.number().int().min(0).max(65_535).default(4620),
  CENTRE: z.string().regex(/^[A-Z]{2}\d{3}$/, 'must be the centre code, such as HN001'),
  FINGERPRINT_PATH: devicePath,
  /** What speaks on that port: an EF01 module (R30x, AS608, R503 …) or a Suprema SFM. */
  FINGERPRINT_DRIVER: z.enum(['ef01', 'suprema']).default('ef01'),
  CAMERA_PATH: devicePath,
  /** A VC0706, or a camera with the OV528 bridge (uCAM). */
  CAMERA_DRIVER: z.enum(['vc0706', 'ucam']).default('vc0706'),
  BARCODE_PATH: devicePath,
  BARCODE_MODE: z.enum(['text', 'ssi']).default('text'),
  /** Of an eSCL scanner: http://host:port. */
  DOCUMENT_SCANNER: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Name of the desk's scanner for four fingers at once, whose own program delivers the pictures. */
  SLAP_SCANNER: z.string().trim().min(1).max(80).nullable().default(null),
  FINGER_TIMEOUT_MS: milliseconds(30_000),
  SERVER_TIMEOUT_MS: milliseconds(60_000),
  INSTALL_POLL_MS: milliseconds(5_000),
  SETTINGS_REFRESH_MS: milliseconds(600_000),
  OUTBOX_RETRY_MS: milliseconds(2_000),
  OUTBOX_RETRY_MAX_MS: milliseconds(300_000),
  /** The most bytes of a packet in one request: so much is at stake when the line breaks. */
  OUTBOX_PIECE_BYTES: z.coerce.number().int().min(1024).max(8_388_608).default(1_048_576),
  /** Who seals the station's keys: systemd-creds where it works, else a secret file. */
  KIOSK_SEAL: z.enum(['auto', 'systemd', 'file']).default('auto'),
  KIOSK_SECRET_FILE: z.string().min(1).optional(),
  XDG_STATE_HOME: z.string().optional(),
  /** No new file after so long without the server, with so many packets unsent, or so little room. */
  KIOSK_FREEZE_DAYS: z.coerce.number().positive().max(365).default(7),
  KIOSK_FREEZE_UNSENT: z.coerce.number().int().positive().default(1000),
  KIOSK_FREEZE_DISK_MB: z.coerce.number().int().min(0).default(500),
  /** MOSIP's Secure Biometric Interface for other programs of this computer (docs/sbi.md). */
  KIOSK_SBI: z.enum(['on', 'off']).default('off'),
  SBI_ENV: z.enum(['Staging', 'Developer', 'Pre-Production', 'Production']).default('Developer'),
  SBI_PROVIDER: z.string().trim().min(1).max(100).default('Citizen ID enrollment kiosk'),
  /** Origins of pages that may ask, separated by commas; programs need none. */
  SBI_ORIGINS: z.string().default(''),
  /** PEM file of the authenticating party's certificate. */
  SBI_AUTH_CERTIFICATE: z.string().min(1).nullable().default(null),
  /** Folder of the desk's built page; the newest built one otherwise. */
  KIOSK_DESK_DIR: z.string().min(1).nullable().default(null),
})

export interface KioskConfig {
  readonly server: ServerAddress
  readonly dataDirectory: string
  readonly apiPort: number
  readonly deskDirectory: string | null
  readonly seal: {
    readonly by: 'auto' | 'systemd' | 'file'
    /** Outside the data folder, so that a copy of that one does not open elsewhere. */
    readonly secretFile: string
  }
  readonly freeze: { readonly days: number; readonly unsent: number; readonly freeDiskMb: number }
  readonly centre: string
  readonly devices: {
    readonly fingerprintPath: string | null
    readonly fingerprintDriver: 'ef01' | 'suprema'
    readonly cameraPath: string | null
    readonly cameraDriver: 'vc0706' | 'ucam'
    readonly barcodePath: string | null
    readonly barcodeMode: 'text' | 'ssi'
    readonly documentScanner: string | null
    readonly slapScanner: string | null
    readonly fingerTimeoutMs: number
  }
  /** Null where other programs are not served. */
  readonly sbi: {
    readonly environment: 'Staging' | 'Developer' | 'Pre-Production' | 'Production'
    readonly provider: string
    readonly origins: readonly string[]
    readonly authCertificate: string | null
  } | null
  readonly installation: { readonly pollMs: number; readonly settingsRefreshMs: number }
  readonly outbox: {
    readonly retryMs: number
    readonly retryMaxMs: number
    readonly pieceBytes: number
  }
}

export class IllegalConfiguration extends DomainError<'ILLEGAL_CONFIGURATION'> {
  constructor(faults: readonly string[]) {
    super(
      'ILLEGAL_CONFIGURATION',
      {
        vi: `Cấu hình máy thu nhận không hợp lệ:\n${faults.join('\n')}`,
        en: `The kiosk's configuration is not valid:\n${faults.join('\n')}`,
      },
      { faults: faults.length },
    )
  }
}

/** Throws {@link IllegalConfiguration} naming every fault at once. */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): KioskConfig {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    throw new IllegalConfiguration(
      parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`),
    )
  }
  const env = parsed.data
  return Object.freeze({
    server: Object.freeze({ url: env.SERVER_URL, timeoutMs: env.SERVER_TIMEOUT_MS }),
    dataDirectory: env.KIOSK_DATA_DIR,
    apiPort: env.KIOSK_PORT,
    deskDirectory: env.KIOSK_DESK_DIR,
    seal: Object.freeze({
      by: env.KIOSK_SEAL,
      secretFile: env.KIOSK_SECRET_FILE ?? secretFileOf(env.XDG_STATE_HOME),
    }),
    freeze: Object.freeze({
      days: env.KIOSK_FREEZE_DAYS,
      unsent: env.KIOSK_FREEZE_UNSENT,
      freeDiskMb: env.KIOSK_FREEZE_DISK_MB,
    }),
    centre: env.CENTRE,
    devices: Object.freeze({
      fingerprintPath: env.FINGERPRINT_PATH,
      fingerprintDriver: env.FINGERPRINT_DRIVER,
      cameraPath: env.CAMERA_PATH,
      cameraDriver: env.CAMERA_DRIVER,
      barcodePath: env.BARCODE_PATH,
      barcodeMode: env.BARCODE_MODE,
      documentScanner: env.DOCUMENT_SCANNER,
      slapScanner: env.SLAP_SCANNER,
      fingerTimeoutMs: env.FINGER_TIMEOUT_MS,
    }),
    sbi:
      env.KIOSK_SBI === 'off'
        ? null
        : Object.freeze({
            environment: env.SBI_ENV,
            provider: env.SBI_PROVIDER,
            origins: env.SBI_ORIGINS.split(',').flatMap((origin) => origin.trim() || []),
            authCertificate: env.SBI_AUTH_CERTIFICATE,
          }),
    installation: Object.freeze({ pollMs: env.INSTALL_POLL_MS, settingsRefreshMs: env.SETTINGS_REFRESH_MS }),
    outbox: Object.freeze({
      retryMs: env.OUTBOX_RETRY_MS,
      retryMaxMs: env.OUTBOX_RETRY_MAX_MS,
      pieceBytes: env.OUTBOX_PIECE_BYTES,
    }),
  })
}

/** XDG Base Directory Specification: state that is no part of the data. */
function secretFileOf(stateHome: string | undefined): string {
  const state = stateHome ? stateHome : join(homedir(), '.local', 'state')
  return join(state, 'citizen-id-kiosk', 'host-secret')
}

const scanStationSchema = z.object({
  SERVER_URL: serverUrl,
  SCAN_DATA_DIR: z.string().min(1).default('.data/scan-station'),
  SCAN_PASSWORD: z.string().min(1).optional(),
  SERVER_TIMEOUT_MS: milliseconds(60_000),
})

/** What the scan station needs beside its options. */
export interface ScanStationConfig {
  readonly address: { readonly url: string; readonly timeoutMs: number }
  readonly dataDirectory: string
  /** Null where it is to be asked for. */
  readonly password: string | null
}

/** Throws {@link IllegalConfiguration} naming every fault at once. */
export function readScanStation(
  server: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ScanStationConfig {
  const parsed = scanStationSchema.safeParse({ ...environment, SERVER_URL: server })
  if (!parsed.success) {
    throw new IllegalConfiguration(
      parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`),
    )
  }
  const { SERVER_URL: url, SERVER_TIMEOUT_MS: timeoutMs, SCAN_DATA_DIR, SCAN_PASSWORD } = parsed.data
  return Object.freeze({
    address: Object.freeze({ url, timeoutMs }),
    dataDirectory: SCAN_DATA_DIR,
    password: SCAN_PASSWORD ?? null,
  })
}
