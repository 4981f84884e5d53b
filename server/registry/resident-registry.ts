import type { CitizenNumber } from '../../core/citizen/citizen-number.ts'
import { DomainError } from '../../core/errors.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { Actor } from '../kernel/actor.ts'

/** What the registry says of one person, in the shape that the desk compares and the card prints. */
export interface RegistryRecord {
  readonly number: CitizenNumber
  /** Grows with every change of the record. */
  readonly version: number
  readonly provisional: boolean
  /** False once the number was cancelled or the holder died. */
  readonly inForce: boolean
  readonly person: DeclaredPerson
}

/** On whose behalf and what for: kept as evidence of each call. */
export interface RegistryPurpose {
  readonly actor: Actor
  readonly purpose: 'ENROLLMENT_DESK' | 'ADMISSION' | 'PRODUCTION'
}

export interface ProvisionalRequest {
  readonly person: DeclaredPerson
  /** The application's code. */
  readonly reference: string
}

/** The population registry as enrollment sees it, wherever it runs. */
export interface ResidentRegistry {
  /** The person of a number, or null. Throws {@link RegistryUnreachable}. */
  find(number: CitizenNumber, why: RegistryPurpose): Promise<RegistryRecord | null>
  /**
   * Makes a provisional record from form DC01 and allots its number; the same reference again answers the same record.
   * Throws {@link RegistryUnreachable} or {@link PossiblyRegistered}.
   */
  registerProvisional(request: ProvisionalRequest, why: RegistryPurpose): Promise<RegistryRecord>
}

export class RegistryUnreachable extends DomainError<'REGISTRY_UNREACHABLE'> {
  constructor() {
    super('REGISTRY_UNREACHABLE', {
      vi: 'Chưa kết nối được Cơ sở dữ liệu quốc gia về dân cư. Vẫn tiếp nhận hồ sơ; hệ thống sẽ đối chiếu sau.',
      en: 'The population registry cannot be reached. Enrollment goes on; the data are reconciled later.',
    })
  }
}

/** Somebody with the same name, birth date and parents or old number is in the register already. */
export class PossiblyRegistered extends DomainError<'POSSIBLY_REGISTERED'> {
  constructor() {
    super('POSSIBLY_REGISTERED', {
      vi: 'Có thể người này đã có số định danh. Hãy tìm lại trước khi lập hồ sơ mới.',
      en: 'This person may already have a number. Look again before a new record is made.',
    })
  }
}
