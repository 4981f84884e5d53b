/** The kiosk's configuration: the only file that reads the environment. */
import { z } from 'zod'
import { DomainError } from '../core/errors.ts'

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
  CAMERA_PATH: devicePath,
  FINGER_TIMEOUT_MS: milliseconds(30_000),
  SERVER_TIMEOUT_MS: milliseconds(60_000),
  INSTALL_POLL_MS: milliseconds(5_000),
  SETTINGS_REFRESH_MS: milliseconds(600_000),
  OUTBOX_RETRY_MS: milliseconds(2_000),
  OUTBOX_RETRY_MAX_MS: milliseconds(300_000),
})

export interface KioskConfig {
  readonly server: { readonly url: string; readonly timeoutMs: number }
  readonly dataDirectory: string
  readonly apiPort: number
  readonly centre: string
  readonly devices: {
    readonly fingerprintPath: string | null
    readonly cameraPath: string | null
    readonly fingerTimeoutMs: number
  }
  readonly installation: { readonly pollMs: number; readonly settingsRefreshMs: number }
  readonly outbox: { readonly retryMs: number; readonly retryMaxMs: number }
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
    centre: env.CENTRE,
    devices: Object.freeze({
      fingerprintPath: env.FINGERPRINT_PATH,
      cameraPath: env.CAMERA_PATH,
      fingerTimeoutMs: env.FINGER_TIMEOUT_MS,
    }),
    installation: Object.freeze({ pollMs: env.INSTALL_POLL_MS, settingsRefreshMs: env.SETTINGS_REFRESH_MS }),
    outbox: Object.freeze({ retryMs: env.OUTBOX_RETRY_MS, retryMaxMs: env.OUTBOX_RETRY_MAX_MS }),
  })
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
