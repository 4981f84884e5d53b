import type { DeskRole } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'

const roleNames: Readonly<Record<DeskRole, { vi: string; en: string }>> = {
  operator: { vi: 'cán bộ thu nhận', en: 'operator' },
  supervisor: { vi: 'cán bộ kiểm tra', en: 'station supervisor' },
}

export class OfficerNotSignedIn extends DomainError<'OFFICER_NOT_SIGNED_IN'> {
  constructor(role: DeskRole) {
    super(
      'OFFICER_NOT_SIGNED_IN',
      {
        vi: `Chưa có ${roleNames[role].vi} đăng nhập tại máy này. Hãy đăng nhập rồi thực hiện lại.`,
        en: `No ${roleNames[role].en} is signed in at this kiosk. Sign in and try again.`,
      },
      { role },
    )
  }
}

export class OfficerRoleRefused extends DomainError<'OFFICER_ROLE_REFUSED'> {
  constructor(role: DeskRole) {
    super(
      'OFFICER_ROLE_REFUSED',
      {
        vi: `Tài khoản này không được phân công làm ${roleNames[role].vi} tại điểm thu nhận.`,
        en: `This account is not assigned as ${roleNames[role].en} at the centre.`,
      },
      { role },
    )
  }
}
