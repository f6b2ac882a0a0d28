import { Route, Routes } from 'react-router';
import { AddPhone } from './add.tsx';
import { PhoneList } from './list.tsx';
import { PhonePage } from './phone.tsx';

export default function Phones() {
  return (
    <Routes>
      <Route index element={<PhoneList />} />
      <Route path="new" element={<AddPhone />} />
      <Route path=":phoneIndex" element={<PhonePage />} />
    </Routes>
  );
}
