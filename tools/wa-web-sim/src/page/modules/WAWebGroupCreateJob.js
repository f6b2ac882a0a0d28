define('WAWebGroupCreateJob', (require) => {
  const INVITE_DAYS = 3;

  return {
    async createGroup({ title, announce, restrict, memberAddMode, membershipApprovalMode }, people) {
      const { createWid } = require('WAWebWidFactory');
      const wids = people.map(({ phoneNumber }) => phoneNumber.toString());
      const { group, results } = await require('sim/link').ask('group-create', {
        ...{
          subject: title,
          announce,
          restrict,
          adminsAdd: memberAddMode,
          joinApproval: membershipApprovalMode,
        },
        wids,
      });
      require('sim/world').group(group);
      const expires = Math.floor(Date.now() / 1000) + INVITE_DAYS * 86_400;
      const me = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
      return {
        wid: createWid(group.id),
        subject: group.subject,
        participants: [
          { wid: me, type: 'superadmin' },
          ...results.map(({ wid, code }) => ({
            wid: createWid(wid),
            ...(code !== 200 && { error: code }),
            ...(code === 403 && { invite_code: group.inviteCode, invite_code_exp: expires }),
          })),
        ],
      };
    },
  };
});
