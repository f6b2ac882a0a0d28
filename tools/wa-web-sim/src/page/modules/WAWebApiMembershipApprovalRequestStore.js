define('WAWebApiMembershipApprovalRequestStore', (require) => ({
  async getMembershipApprovalRequests(groupWid) {
    const chat = require('WAWebCollections').Chat.get(groupWid);
    const requests = chat?.groupMetadata?.membershipApprovalRequests.getModelsArray() ?? [];
    return requests.map(({ id, t }) => ({
      ...{ id, addedBy: id, parentGroupId: null, requestMethod: 'InviteLink', t },
    }));
  },
}));
