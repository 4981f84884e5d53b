import type { Bilingual } from '../errors.ts'

/** What a citizen agrees to who asks for an electronic identity; a changed text is a new version (NĐ 13/2023, article 11). */
export const eidConsent: { readonly version: string; readonly text: Bilingual } = {
  version: 'EID/2026-1',
  text: {
    vi: 'Tôi đề nghị cấp tài khoản định danh điện tử và đồng ý chuyển số định danh cá nhân, số điện thoại và thư điện tử (nếu có) của tôi đến hệ thống định danh và xác thực điện tử cho việc này.',
    en: 'I ask for an electronic identity and agree that my identification number, telephone number and e-mail address (if any) are passed on to the system of electronic identification for this purpose.',
  },
}

/** Mobile numbers of Việt Nam, as people write them. */
export const readPhone = (text: string): string | null => {
  const digits = text.replaceAll(/[\s.()-]/g, '').replace(/^(?:\+84|0084)/, '0')
  return /^0[35789]\d{8}$/.test(digits) ? digits : null
}
