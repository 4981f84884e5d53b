/**
 * A share in tenths of a percent, half up, computed in whole numbers so that no binary fraction decides the last digit:
 * 1.187.439 of 1.226.109 is 968, written "96,8 %". Null where there is nothing to have a share of.
 */
export function shareInTenths(part: number, whole: number): number | null {
  if (whole <= 0) return null
  const doubled = part * 2000 + whole
  return (doubled - (doubled % (2 * whole))) / (2 * whole)
}

/** 1187439 → "1.187.439" */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '.')
}

/** 968 → "96,8 %"; whole percents as reports write them: 990 → "99 %". */
export function formatShare(tenths: number): string {
  const [whole, tenth] = [Math.floor(tenths / 10), tenths % 10]
  return `${formatCount(whole)}${tenth === 0 ? '' : `,${tenth}`} %`
}
