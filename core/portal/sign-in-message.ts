/** What a one-time code comes with: short enough for one text message, Vietnamese first, nothing about whose it is. */
export function signInMessage(
  code: string,
  minutes: number,
): { readonly subject: string; readonly text: string } {
  return {
    subject: 'Mã đăng nhập Cổng căn cước / Sign-in code',
    text:
      `${code} là mã đăng nhập Cổng căn cước, dùng được trong ${minutes} phút. Không đưa mã này cho bất kỳ ai, kể cả cán bộ.\n` +
      `${code} is your sign-in code, good for ${minutes} minutes. Never give it to anybody.`,
  }
}
