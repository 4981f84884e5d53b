import { Navigate } from 'react-router'

/** The area begins with its lists. */
export const FormsIndex = () => <Navigate to="/forms/state" replace />
