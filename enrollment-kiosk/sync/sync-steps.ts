import type { SyncStep } from '../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../core/errors.ts'

/** The named steps of an installation, in order; the last is reached when the kiosk may work. */
export type InstallationStep = 'REQUEST' | 'CONFIRMATION' | 'SETTINGS' | 'READY'

export const stepTexts: Readonly<Record<InstallationStep, Bilingual>> = {
  REQUEST: {
    vi: 'Đang gửi yêu cầu cấp chứng thư cho máy. Cần có kết nối với máy chủ.',
    en: 'Asking the server for a certificate. A connection is needed.',
  },
  CONFIRMATION: {
    vi: 'Chờ quản trị viên xác nhận máy. Đọc cho quản trị viên dấu vân khóa hiện trên màn hình.',
    en: 'Waiting for an administrator to confirm this kiosk. Read out the key fingerprint shown here.',
  },
  SETTINGS: {
    vi: 'Đang đăng nhập máy và tải cấu hình của điểm thu nhận.',
    en: 'Signing in and fetching the settings of the centre.',
  },
  READY: { vi: 'Máy sẵn sàng.', en: 'The kiosk is ready.' },
}

/** Something else that is fetched at each synchronisation, after the settings. */
export interface SyncStage {
  /** Stable, such as BOOKINGS. */
  readonly name: string
  readonly text: Bilingual
  /** What to do where it stands still. */
  readonly remedy: Bilingual
  run(): Promise<void>
}

const remedies: Readonly<Record<'REQUEST' | 'CONFIRMATION' | 'SETTINGS', Bilingual>> = {
  REQUEST: {
    vi: 'Kiểm tra dây mạng và địa chỉ máy chủ (SERVER_URL). Máy tự thử lại.',
    en: 'Check the network cable and the server address (SERVER_URL). The kiosk tries again by itself.',
  },
  CONFIRMATION: {
    vi: 'Gọi quản trị viên, đọc dấu vân khóa; quản trị viên so khớp và xác nhận máy.',
    en: 'Call an administrator and read out the key fingerprint, to be compared and confirmed.',
  },
  SETTINGS: {
    vi: 'Kiểm tra mạng và ngày giờ của máy. Máy tự thử lại; báo quản trị viên nếu vẫn đứng.',
    en: 'Check the network and the date and time. The kiosk tries again; tell an administrator if it stays.',
  },
}

export interface SyncProgress {
  readonly installation: InstallationStep
  /** Steps that ended well in the first synchronisation or a later one: name → ISO instant. */
  readonly done: Readonly<Record<string, string>>
  /** The step at work; null between two synchronisations. */
  readonly running: string | null
  /** The step that stopped the last one. */
  readonly failed: string | null
}

const order = ['REQUEST', 'CONFIRMATION', 'SETTINGS'] as const

/** Every step with its state: what an installer watches, and what an officer reads out when it stands still. */
export function syncSteps(progress: SyncProgress, stages: readonly SyncStage[]): readonly SyncStep[] {
  const reached = progress.installation === 'READY' ? order.length : order.indexOf(progress.installation)
  const installing = order.map((name, i) => ({
    name,
    text: stepTexts[name],
    remedy: remedies[name],
    passed: i < reached,
  }))
  const following = stages.map(({ name, text, remedy }) => ({
    name,
    text,
    remedy,
    passed: name in progress.done,
  }))
  return [...installing, ...following].map(({ name, text, remedy, passed }) => {
    const state = stateOf(progress, name, passed)
    return { name, text, state, at: progress.done[name] ?? null, remedy: state === 'DONE' ? null : remedy }
  })
}

function stateOf(
  { running, failed, installation }: SyncProgress,
  name: string,
  passed: boolean,
): SyncStep['state'] {
  if (running === name) return 'RUNNING'
  if (failed === name) return 'FAILED'
  if (passed) return 'DONE'
  return installation === name && name !== 'CONFIRMATION' ? 'RUNNING' : 'WAITING'
}
